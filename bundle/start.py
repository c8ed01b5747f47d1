"""Sets the program up inside its own folder, once, and runs it: `python start.py report|web …`.

Runs with any Python 3, so that the wrong one is told instead of failing. Lies beside generate.py in what
bundle/make_bundle.py puts together.
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WHEELS, LIBRARY = os.path.join(HERE, "wheels"), os.path.join(HERE, "lib")
LIST, READY = os.path.join(WHEELS, "list.txt"), os.path.join(LIBRARY, "ready.txt")
WANTED = (3, 11)


def tell(text):
    """To the person in front, whatever the console's encoding can show."""
    data = (text + "\n").encode(sys.stderr.encoding or "utf-8", "replace")
    sys.stderr.buffer.write(data)
    sys.stderr.flush()


def state():
    """What the library was set up from: the list of wheels, and this Python."""
    with open(LIST, "rb") as stream:
        listed = hashlib.sha256(stream.read()).hexdigest()
    return f"{listed} {sys.version} {sys.platform}"


def is_ready():
    try:
        with open(READY, encoding="utf-8") as stream:
            return stream.read() == state()
    except (OSError, ValueError):
        return False


def set_up():
    """The wheels into lib/, by pip out of its own wheel; beside it first, so that a half-made one is never used."""
    tell("第一次使用，正在准备，约一分钟……")
    pip = glob.glob(os.path.join(WHEELS, "pip-*.whl"))[0]
    new = LIBRARY + ".new"
    shutil.rmtree(new, ignore_errors=True)
    command = [sys.executable, os.path.join(pip, "pip"), "--isolated", "--disable-pip-version-check", "--no-input"]
    command += ["install", "--quiet", "--no-index", "--find-links", WHEELS, "--no-deps", "--require-hashes"]
    command += ["--target", new, "--requirement", LIST]
    done = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        shutil.rmtree(new, ignore_errors=True)
        tell("没有准备成功，什么也没有改动。请把下面这段话发给提供本工具的人：")
        tell(done.stdout.decode("utf-8", "replace")[-1500:])
        return False
    with open(os.path.join(new, "ready.txt"), "w", encoding="utf-8") as stream:
        stream.write(state())
    shutil.rmtree(LIBRARY, ignore_errors=True)
    take_place(new)
    tell("准备好了。")
    return True


def take_place(new):
    """The finished library to its name; a virus scanner may still hold what was just written."""
    for rest in reversed(range(60)):
        try:
            os.replace(new, LIBRARY)
            return
        except PermissionError:
            if not rest:
                raise
            time.sleep(0.5)


def main(arguments):
    if sys.version_info[:2] != WANTED:
        found = "{}.{}".format(*sys.version_info[:2])
        tell("需要 Python {}.{}，这里的是 {}。".format(*WANTED, found) + "请向提供本工具的人要自带 Python 的那一份。")
        return 2
    try:
        if not is_ready() and not set_up():
            return 2
    except OSError as fault:
        tell(f"本文件夹不能写入（{fault}）。请把整个文件夹拷到自己能写的地方（如桌面）再运行。")
        return 2
    path = os.pathsep.join(part for part in (LIBRARY, os.environ.get("PYTHONPATH", "")) if part)
    command = [sys.executable, os.path.join(HERE, "generate.py"), *arguments]
    try:
        return subprocess.call(command, cwd=HERE, env=dict(os.environ, PYTHONPATH=path))
    except KeyboardInterrupt:
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
