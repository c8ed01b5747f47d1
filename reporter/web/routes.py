"""What is to be seen and done where. Reading a page changes nothing; what changes something is a POST or a PUT."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from ..arguments import Given
from ..filenames import received_path
from ..gongwen.verify import NoRenderer
from ..intake import reader
from ..intake.folder import list_input
from ..intake.grid import Failure
from ..making import failure, make
from ..pipeline.built import Stopped
from ..pipeline.format_run import FOLDER
from ..records import record
from ..sheets.problem_groups import grouped
from ..telling import note_lines
from ..vocabulary.document_scope import Scope
from ..vocabulary.model import Period
from ..vocabulary.problems import Problem
from ..workspace import OutputFault
from . import master_edits
from .checked_documents import checked_object, holder
from .downloads import by_folder, folders, found_file, listed, packed
from .grid_view import shown
from .inbox import Taken, put_return
from .page_images import available
from .page_templates import STATIC, page
from .page_words import in_page_words
from .readings import Seen
from .service import Service
from .views import SHOWN, current_month, month_rows, months_of, part_of
from .workbook_edits import NotEditable

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
"""Said here, because Windows may have been told something else of them, and then no browser takes them."""
_LOOK = 0.25
"""Seconds between two looks at how far something is."""
_DOING = {
    "report": "生成台账和文书",
    "check": "检查报表，生成退改表和催报",
    "sheets": "生成填报表",
    "issue": "记录印发",
    "annual": "年度考核",
    "notice": "印发任务清单的通知",
}
"""What a run is called on its page."""
_REMINDER = "催报.txt"
_FORM = Mapping[str, str]


def application(service: Service) -> Starlette:
    """Every page of the workspace that `service` is for; who may come in is the gate's business."""
    pages = _Pages(service)
    get = [
        ("/", pages.start),
        ("/month/{period}", pages.month),
        ("/month/{period}/sheets", pages.sheets),
        ("/month/{period}/documents", pages.documents),
        ("/month/{period}/settings", pages.settings),
        ("/month/{period}/return", pages.one_return),
        ("/runs/{number:int}", pages.run),
        ("/master", pages.master),
        ("/master.xlsx", pages.master_file),
        ("/year", pages.year),
        ("/verify", pages.verify),
        ("/output/{folder}/{path:path}", pages.download),
        ("/pages/{folder}/{path:path}", pages.document),
        ("/image/{name}/{number:int}.png", pages.image),
        ("/zip/{folder}", pages.zip),
        ("/files/{folder}", pages.files),
        ("/static/{name}", pages.static),
    ]
    post = [
        ("/month/{period}/run", pages.run_month),
        ("/month/{period}/settings", pages.write_settings),
        ("/month/{period}/withdraw", pages.withdraw),
        ("/run", pages.run_year),
        ("/master/new", pages.new_master),
        ("/master/forget", pages.forget_master),
        ("/end", pages.end),
    ]
    put = [
        ("/month/{period}/return", pages.put_return),
        ("/master", pages.put_master),
        ("/notice", pages.put_notice),
        ("/verify", pages.put_document),
        ("/format", pages.put_draft),
    ]
    return Starlette(
        routes=[
            Route("/events", pages.events),
            *(Route(path, _seen(call), methods=["GET"]) for path, call in get),
            *(Route(path, _posted(call), methods=["POST"]) for path, call in post),
            *(Route(path, _put(call), methods=["PUT"]) for path, call in put),
        ],
        exception_handlers={HTTPException: _refused, Stopped: _broken, OutputFault: _broken, Exception: _broken},
    )


@record
class Sent:
    """A file that was sent: where it lies for the moment, and by what name it was sent."""

    path: Path
    name: str


class _Pages:
    """The pages. What a method returns as text is HTML."""

    def __init__(self, service: Service):
        self._service = service
        self._workspace = service.workspace
        self._offered: tuple[str, tuple[Problem, ...], tuple[object, ...]] | None = None

    # --- a month -----------------------------------------------------------------------------------------------------

    def start(self, request: Request) -> str | Response:
        """The month at hand; where there is no list that can be used, the page of the list."""
        seen = self._service.readings.look()
        if seen.received:
            return RedirectResponse(f"/month/{current_month(seen.received, dt.date.today())}", 303)
        return self._unknown(seen)

    def _unknown(self, seen: Seen) -> str | Response:
        """What is shown where nothing is known of input/: that it is being read, or what is wrong with the list."""
        return RedirectResponse("/master", 303) if seen.fault and seen.fresh else self._page("start", seen)

    def month(self, request: Request) -> str | Response:
        """What came back of a month."""
        period = _period(request)
        seen = self._service.readings.look(period)
        if not seen.received:
            return self._unknown(seen)
        judged = seen.judged
        found = month_rows(judged.month, judged.problems) if judged and judged.month else None
        reminder = found_file(self._workspace, str(period), _REMINDER)
        asked = {name: request.query_params.get(name, "").strip() for name in ("show", "find")}
        wanted = SHOWN.get(asked["show"], SHOWN[""])
        rows = [row for row in found.departments if wanted(row) and asked["find"] in row.name] if found else []
        return self._page(
            "month",
            seen,
            period=period,
            tab="returns",
            judged=judged,
            rows=found,
            asked=asked,
            part=part_of(rows, request.query_params.get("from", "")),
            reminder=reminder.read_text("utf-8-sig") if reminder else "",
        )

    def one_return(self, request: Request) -> str | Response:
        """A file that came back: what is to be said of it, its sheets with the marked cells."""
        period, name = _period(request), request.query_params.get("file", "")
        there = next((item for item in list_input(self._workspace.home) if item.name == name and not item.remark), None)
        if not there:
            raise HTTPException(404, "input 文件夹里没有这个文件，可能已经移走或改名。")
        seen = self._service.readings.look(period)
        if not seen.received:
            return self._unknown(seen)
        problems = [item for item in (seen.judged.problems if seen.judged else ()) if item.source.file == name]
        book = reader.read_workbook(there.path)
        sheets = () if isinstance(book, Failure) else shown(book.sheets, problems)
        return self._page(
            "return",
            seen,
            period=period,
            tab="returns",
            file=name,
            problems=problems,
            sheets=sheets,
            judged=seen.judged,
        )

    def put_return(self, request: Request, sent: Sent) -> object:
        """A file that was dropped."""
        period = _period(request)
        taken = put_return(self._workspace, self._service.readings.context(), sent.path, sent.name, period)
        return _taken(taken, period)

    def withdraw(self, request: Request, form: _FORM) -> Response:
        """A file that was put in by mistake is moved out of input/, and kept."""
        period, name = _period(request), form.get("file", "")
        if name not in {item.name for item in list_input(self._workspace.home)}:
            raise HTTPException(404, "input 文件夹里没有这个文件，可能已经移走或改名。")
        self._workspace.withdraw(name)
        return RedirectResponse(f"/month/{period}", 303)

    def sheets(self, request: Request) -> str | Response:
        """The sheets to send out."""
        return self._made_page("sheets", request, "填报表/")

    def documents(self, request: Request) -> str | Response:
        """What a month's run made."""
        return self._made_page("documents", request, "")

    def _made_page(self, tab: str, request: Request, under: str) -> str | Response:
        period = _period(request)
        seen = self._service.readings.look(period)
        if not seen.received:
            return self._unknown(seen)
        files = [path for path in listed(self._workspace, str(period)) if path.startswith(under)]
        if not under:
            files = [path for path in files if not path.startswith("填报表/")]
        return self._page(tab, seen, period=period, tab=tab, folder=str(period), files=by_folder(files))

    def run_month(self, request: Request, form: _FORM) -> Response:
        """A command of a month."""
        period, command = _period(request), form.get("command", "")
        if command not in ("report", "check", "sheets", "issue"):
            raise HTTPException(404, "没有这个命令。")
        given = self._given(
            command,
            period=period,
            as_of=_day(form.get("as_of", "")),
            proof="proof" in form,
            preprinted="preprinted" in form,
            pdf="pdf" in form,
            data="data" in form,
            again="again" in form,
        )
        back = {"check": "", "sheets": "/sheets"}.get(command, "/documents")
        return self._begin(given, f"{period.chinese}：{_DOING[command]}", f"/month/{period}{back}")

    # --- runs --------------------------------------------------------------------------------------------------------

    def run(self, request: Request) -> str:
        """How far a run is, and what it came to."""
        run = self._service.runs.find(request.path_params["number"])
        if not run:
            raise HTTPException(404, "没有这次运行；程序可能重新启动过，结果在“文书”页里。")
        return self._page("run", None, run=run, refused="busy" in request.query_params)

    def run_year(self, request: Request, form: _FORM) -> Response:
        """A command of the year, or the notice."""
        command = form.get("command", "")
        if command not in ("annual", "issue", "notice"):
            raise HTTPException(404, "没有这个命令。")
        received = self._service.readings.look().received
        given = self._given(
            command,
            year=received.plan.year if received else None,
            as_of=_day(form.get("as_of", "")),
            proof="proof" in form,
            preprinted="preprinted" in form,
            pdf="pdf" in form,
            final="final" in form,
            draft="draft" in form,
            again="again" in form,
        )
        return self._begin(
            given,
            f"{given.year}年：{_DOING[command]}" if given.year else _DOING[command],
            "/master" if command == "notice" else "/year",
        )

    def _given(self, command: str, **options: object) -> Given:
        return Given(command=command, program=self._service.program, home=self._workspace.home, **options)

    def _begin(self, given: Given, title: str, back: str) -> Response:
        run, ours = self._service.runs.start(given, title, back)
        return RedirectResponse(f"/runs/{run.number}" + ("" if ours else "?busy"), 303)

    async def events(self, request: Request) -> Response:
        """How far the reading and the run are, as they go on."""

        async def told() -> AsyncIterator[str]:
            last, quiet = "", 0.0
            while not self._service.ending():
                reading, done, total = self._service.readings.state()
                run = self._service.runs.running
                now = json.dumps(
                    {"reading": reading, "done": done, "total": total, "run": run.told if run else None},
                    ensure_ascii=False,
                )
                if now != last or quiet > 10:
                    last, quiet = now, 0.0
                    yield f"data: {now}\n\n"
                quiet += _LOOK
                await asyncio.sleep(_LOOK)

        return StreamingResponse(told(), media_type="text/event-stream")

    # --- the list ----------------------------------------------------------------------------------------------------

    def master(self, request: Request) -> str:
        """The master list: whether it can be used, and what is wrong at which cell."""
        seen = self._service.readings.look()
        problems = seen.problems if seen.fault else tuple(seen.received.notes if seen.received else ())
        if not seen.fresh:  # of a list that is there no more
            problems = ()
        sheets: tuple[object, ...] = ()
        if self._offered:
            problems, sheets = self._offered[1:]
        elif self._workspace.master.is_file() and problems:
            book = reader.read_workbook(self._workspace.master)
            sheets = () if isinstance(book, Failure) else master_edits.marked_sheets(book.sheets, problems)
        year = str(seen.received.plan.year) if seen.received else ""
        return self._page(
            "master",
            seen,
            there=self._workspace.master.is_file(),
            master=self._workspace.master,
            offered=self._offered[0] if self._offered else "",
            problems=problems,
            sheets=sheets,
            year=year,
            files=by_folder(
                [path for path in listed(self._workspace, year) if path.startswith(Scope.NOTICE)] if year else []
            ),
            imported=listed(self._workspace, "导入"),
        )

    def master_file(self, request: Request) -> Response:
        """The master list to take away, as it lies there."""
        path = self._workspace.master
        if path.is_symlink() or not path.is_file():
            raise HTTPException(404, "还没有任务总表。")
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)

    def forget_master(self, request: Request, form: _FORM) -> Response:
        """What was wrong with a list that was dropped and not taken is not shown any more."""
        self._offered = None
        return RedirectResponse("/master", 303)

    def put_master(self, request: Request, sent: Sent) -> object:
        """A master list that was dropped: taken where it can be used, else shown with its faults."""
        problems, sheets = master_edits.put_master(self._workspace, sent.path)
        self._offered = (PurePosixPath(sent.name).name, problems, sheets) if sheets is not None else None
        return {"told": "没有采用，错处见下" if self._offered else "已采用", "problems": []}

    def put_notice(self, request: Request, sent: Sent) -> object:
        """A notice that was dropped becomes a master list."""
        self._offered = None
        told = master_edits.import_notice(self._given("import", file=sent.path))
        return {"told": in_page_words(told), "problems": []}

    def new_master(self, request: Request, form: _FORM) -> Response:
        """An empty master list that explains itself, with the templates."""
        from ..pipeline.plan_run import make_workspace

        make_workspace(self._workspace.home)
        return RedirectResponse("/master", 303)

    def settings(self, request: Request) -> str | Response:
        """The few settings of a month."""
        return self._settings(request, {}, written="written" in request.query_params)

    def _settings(
        self,
        request: Request,
        form: _FORM,
        wrong: str = "",
        problems: tuple[Problem, ...] = (),
        *,
        written: bool = False,
    ) -> str | Response:
        """The form, with what was typed where that was not written."""
        period, context = _period(request), self._service.readings.context()
        if not context:
            return RedirectResponse("/master", 303)
        found = master_edits.settings_of(self._workspace, context.plan, period)
        return self._page(
            "settings",
            None,
            period=period,
            tab="settings",
            settings=found,
            form=form,
            wrong=wrong,
            problems=problems,
            written=written,
        )

    def write_settings(self, request: Request, form: _FORM) -> str | Response:
        """Write them into the master list."""
        period = _period(request)
        try:
            problems = master_edits.write_settings(self._workspace, period, form)
        except (NotEditable, OutputFault) as fault:
            return self._settings(request, form, str(fault))
        if problems:
            return self._settings(request, form, "有内容写得不对，没有写入任务总表。", problems)
        return RedirectResponse(f"/month/{period}/settings?written", 303)

    # --- the year, documents from elsewhere --------------------------------------------------------------------------

    def year(self, request: Request) -> str | Response:
        """The year's assessment."""
        seen = self._service.readings.look()
        if not seen.received:
            return self._unknown(seen)
        year = str(seen.received.plan.year)
        files = [path for path in listed(self._workspace, year) if not path.startswith(Scope.NOTICE)]
        return self._page(
            "year", seen, year=year, folder=year, files=by_folder(files), objections=seen.received.plan.objections
        )

    def verify(self, request: Request) -> str:
        """Where documents are checked, and drafts are set."""
        return self._page("verify", None, folder=FOLDER, files=by_folder(listed(self._workspace, FOLDER)))

    def put_draft(self, request: Request, sent: Sent) -> object:
        """A draft that was dropped, set as a document."""
        made = make(self._given("format", files=[sent.path]))
        told = "".join(note_lines(made.built, made.committed))
        return {"told": f"已排成公文。{told}", "problems": _problem_objects(made.built.problems)}

    def put_document(self, request: Request, sent: Sent) -> object:
        """A document that was dropped, held against the standard; where asked, its figures against the ledger."""
        against = request.query_params.get("against")
        try:
            hold = None if against is None else holder(self._workspace, against)
        except ValueError:
            raise HTTPException(400, "没有这个月份或年份。") from None
        return checked_object(sent.path, hold)

    # --- what lies in output/ ----------------------------------------------------------------------------------------

    def download(self, request: Request) -> Response:
        """A file to take away."""
        path = self._listed(request)
        name = request.path_params["path"]
        return FileResponse(path, media_type="application/octet-stream", filename=PurePosixPath(name).name)

    def document(self, request: Request) -> str | Response:
        """The pages of a document as pictures, or a text to be copied."""
        path = self._listed(request)
        name, folder = request.path_params["path"], request.path_params["folder"]
        told, image, count = "", "", 0
        if path.suffix == ".txt":
            told = path.read_text("utf-8-sig", "replace")
        elif path.suffix == ".docx" and available():
            try:
                image, count = self._service.images.pages(path)
            except NoRenderer as fault:
                raise HTTPException(503, f"{fault}。请下载后打开。") from fault
        else:
            raise HTTPException(404, "这个文件请下载后打开。")
        back = _page_of(folder, name)
        return self._page("document", None, folder=folder, path=name, told=told, image=image, count=count, back=back)

    def image(self, request: Request) -> Response:
        """One page."""
        found = self._service.images.image(request.path_params["name"], request.path_params["number"])
        if found is None:
            raise HTTPException(404, "没有这一页。")
        return Response(found, media_type="image/png")

    def files(self, request: Request) -> str:
        """The files of a folder that has too many of them to be listed beside others."""
        folder, under = request.path_params["folder"], request.query_params.get("under", "")
        asked = {"under": under, "find": request.query_params.get("find", "").strip()}
        own = [path for path in listed(self._workspace, folder) if path.rpartition("/")[0] == under]
        if not own:
            raise HTTPException(404, "这里还没有文件。")
        found = [path for path in own if asked["find"] in path.rpartition("/")[2]]
        part = part_of(found, request.query_params.get("from", ""))
        back = _page_of(folder, f"{under}/")
        return self._page("files", None, folder=folder, asked=asked, part=part, total=len(own), back=back)

    def zip(self, request: Request) -> Response:
        """All files of a folder, or of one below it."""
        folder, under = request.path_params["folder"], request.query_params.get("under", "")
        paths = [path for path in listed(self._workspace, folder) if not under or path.startswith(f"{under}/")]
        if not paths:
            raise HTTPException(404, "这里还没有文件。")
        name = quote(f"{folder}{under.replace('/', '')}.zip")
        attached = {"content-disposition": f"attachment; filename*=utf-8''{name}"}
        return StreamingResponse(packed(self._workspace, folder, paths), media_type="application/zip", headers=attached)

    def static(self, request: Request) -> Response:
        """What pages are dressed with."""
        path = STATIC / request.path_params["name"]
        if path.parent != STATIC or not path.is_file():
            raise HTTPException(404, "没有这个文件。")
        return Response(path.read_bytes(), media_type=_TYPES[path.suffix])

    def _listed(self, request: Request) -> Path:
        path = found_file(self._workspace, request.path_params["folder"], request.path_params["path"])
        if not path:
            raise HTTPException(404, "没有这个文件，可能已经重新生成过。请回到上一页刷新。")
        return path

    # --- the end -----------------------------------------------------------------------------------------------------

    def end(self, request: Request, form: _FORM) -> Response:
        """End the serving once this is answered."""
        return HTMLResponse(page("ended"), background=BackgroundTask(self._service.end))

    def _page(self, name: str, seen: Seen | None, **values: object) -> str:
        """A page with what all of them show."""
        seen = seen or self._service.readings.look()
        common = {
            "home": self._workspace.home.name,
            "seen": seen,
            "months": months_of(seen.received) if seen.received else (),
            "period": current_month(seen.received, dt.date.today()) if seen.received else None,
            "tab": "",
            "running": self._service.runs.running,
            "previews": available(),
            "folders": folders(self._workspace),
        }
        return page(name, **{**common, "page": name, **values})


def _taken(taken: Taken, period: Period) -> object:
    """What the page tells of a file that was dropped."""
    where = quote(taken.file)
    return {
        "file": taken.file,
        "told": taken.told,
        "department": taken.department,
        "month": "、".join(map(str, taken.periods)),
        "link": f"/month/{(*taken.periods, period)[0]}/return?file={where}" if taken.file else "",
        "problems": _problem_objects(taken.problems),
    }


def _problem_objects(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """The problems for the page, those that say the same in one."""
    return [
        {
            "level": str(group.first.level),
            "mark": group.first.level.name.lower(),
            "where": f"{group.first.source.sheet} {group.cells}".strip(),
            "message": group.message,
            "remedy": in_page_words(group.first.remedy),
        }
        for group in grouped(problems)
    ]


def _page_of(folder: str, path: str) -> str:
    """The page on which a file of output/ is listed."""
    if folder == FOLDER:
        return "/verify"
    if "-" not in folder:
        return "/master" if path.startswith(Scope.NOTICE) else "/year"
    return f"/month/{folder}/{'sheets' if path.startswith('填报表/') else 'documents'}"


def _period(request: Request) -> Period:
    try:
        return Period.parse(request.path_params["period"])
    except ValueError:
        raise HTTPException(404, "没有这个月份。") from None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise HTTPException(400, f"“{text}”不是 2018-05-31 这样的日期。") from None


def _answer(found: object) -> Response:
    if isinstance(found, Response):
        return found
    return HTMLResponse(found) if isinstance(found, str) else JSONResponse(found)


def _seen(call: Callable[[Request], object]) -> Callable[[Request], Awaitable[Response]]:
    """A page that is looked at."""

    async def endpoint(request: Request) -> Response:
        return _answer(await run_in_threadpool(call, request))

    return endpoint


def _posted(call: Callable[[Request, _FORM], object]) -> Callable[[Request], Awaitable[Response]]:
    """What a form asks for."""

    async def endpoint(request: Request) -> Response:
        sent = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
        form = {name: values[-1].replace("\r\n", "\n").strip() for name, values in sent.items()}
        return _answer(await run_in_threadpool(call, request, form))

    return endpoint


def _put(call: Callable[[Request, Sent], object]) -> Callable[[Request], Awaitable[Response]]:
    """What is to be done with a file, which lies in a folder of its own until that is done."""

    async def endpoint(request: Request) -> Response:
        name = request.query_params.get("name", "")
        kept = PurePosixPath(received_path(name)).name or "file"
        with tempfile.TemporaryDirectory(prefix="zwgk-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / kept
            with open(path, "wb") as stream:
                async for part in request.stream():
                    await run_in_threadpool(stream.write, part)
            return _answer(await run_in_threadpool(call, request, Sent(path=path, name=name)))

    return endpoint


async def _refused(request: Request, fault: Exception) -> Response:
    """A request that cannot be answered, in words."""
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    told = fault.detail if isinstance(fault, HTTPException) else ""
    if told.isascii():  # the library's own
        told = {404: "没有这个页面。", 405: "这里不能这样做。"}.get(status, "请求不对。")
    if request.method == "PUT":
        return JSONResponse({"told": told, "problems": []}, status)
    return HTMLResponse(page("message", title="没有做成", told=told), status)


async def _broken(request: Request, fault: Exception) -> Response:
    """What went wrong, as the command line would say it."""
    told, problems = failure(fault)
    status = 409 if isinstance(fault, Stopped | OutputFault) else 500
    if request.method == "PUT":
        return JSONResponse({"told": in_page_words(told), "problems": _problem_objects(problems)}, status)
    return HTMLResponse(page("message", title="没有做成", told=told), status)
