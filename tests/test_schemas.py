"""docs/schemas/: what every `--json` prints is of the shape that is told to other programs."""

from __future__ import annotations

import json
import re
import zipfile

import jsonschema
import pytest

from .builders import zipped
from .masters import ROOT
from .offices import CULTURE, Office
from .terminal import generate, run
from .test_kinds import workspace

SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "docs" / "schemas").glob("*.json")}


def holds(schema: str, text: str) -> dict:
    """What was printed, found to be of a schema."""
    found = json.loads(text)
    jsonschema.validate(found, SCHEMAS[schema], format_checker=jsonschema.FormatChecker())
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return workspace(tmp_path_factory.mktemp("schemas"))


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_schema_is_one(schema):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[schema])


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("report", "-n"), 1),
        (("check", "-n"), 1),
        (("sheets", "-n"), 0),
        (("notice",), 0),
        (("annual", "-n"), 1),
        (("report", "--period", "2017-01"), 2),
        (("issue", "--period", "2018-06"), 2),
        (("format", str(ROOT / "README.md"), "-n"), 2),
    ],
)
def test_what_a_run_prints_is_of_its_schema(home, arguments, status):
    done = run(home, *arguments, "--json")
    assert done.returncode == status, done.stderr
    found = holds("run", done.stdout)
    assert ("error" in found) == (status == 2)


def test_what_verify_prints_is_of_its_schema(home):
    run(home, "notice")
    paths = [str(home / name) for name in ("output/2018/通知.docx", "nothing.docx")]
    found = holds("verify", generate("verify", *paths, "--json").stdout)
    assert found["files"][0]["findings"] == [] and found["files"][1]["error"]


def test_what_verify_prints_of_figures_is_of_its_schema(tmp_path):
    office = Office(tmp_path).list().month("2018-05", 50, CULTURE)
    office.run("report")
    package = zipfile.ZipFile(office.home / "output/2018-05/通报.docx")
    parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    for old, new in (("应报送的3个", "应报送的4个"), (CULTURE, "某单位")):  # one changed, one nowhere any more
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "改.docx").write_bytes(zipped({**parts, "word/document.xml": text.encode()}))
    (found,) = holds("verify", json.dumps(office.run("verify", str(tmp_path / "改.docx"), "--figures").object))["files"]
    assert {"一致", "改动"} <= {item["verdict"] for item in found["figures"]}
    assert {item["verdict"] for item in found["missing"]} == {"遗漏"}


def test_what_a_new_workspace_prints_is_of_its_schema(tmp_path):
    new = tmp_path / "new"
    assert holds("init", generate("init", new, "--json").stdout)["outputs"]
    assert holds("init", generate("init", new, "--json").stdout)["error"]
    (tmp_path / "通知.txt").write_text("没有任务的通知", encoding="utf-8")
    assert holds("run", run(new, "import", tmp_path / "通知.txt", "--json").stdout)["error"]


def test_what_an_agent_is_told_to_call_is_there():
    """Each command of SKILL.md, its options too, as the help has them."""
    text = (ROOT / "SKILL.md").read_text("utf-8")
    for command, options in re.findall(r"`(?:python generate\.py )?([a-z]+) ([^`]*)`", text):
        if command in ("report", "check", "sheets", "issue", "annual", "verify", "format"):
            shown = run(ROOT, command, "--help").stdout
            assert all(option in shown for option in re.findall(r"--[a-z-]+", options)), (command, options)
