"""The process as a shell sees it: exit codes, signals, pipes, full and closed outputs, and character sets."""

import io
import json
import os
import select
import signal
import subprocess
from pathlib import Path

import pytest

from archpers import __version__
from archpers.cli.app import flushed
from archpers.scenario.shipped import template
from tests.support import COMMAND, ROOT, TOOLKIT_FILE, archpers, environment

pytestmark = pytest.mark.thorough

MODEL = ("model", "toolkit-team")
DATA = [pytest.param((*MODEL, "--format", form), id=form) for form in ("table", "json", "csv", "markdown")]
SPEAKING = [
    pytest.param(arguments, unbuffered, id=f"{' '.join(arguments)}{' unbuffered' * bool(unbuffered)}")
    for arguments, ways in {
        MODEL: ("", "1"),
        ("--help",): ("", "1"),
        (*MODEL, "--format", "csv"): ("",),
        ("--version",): ("",),
        ("scenarios",): ("",),
        ("schema",): ("",),
    }.items()
    for unbuffered in ways
]
"""Whatever writes to standard output, as Python buffers it and, where the way of writing differs, as it does not."""


def test_the_module_is_the_command() -> None:
    assert archpers("--version").stdout.decode() == f"archpers {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (MODEL, 0),
        (("--help",), 0),
        ((), 2),
        (("bogus",), 2),
        (("model", "--bogus"), 2),
        (("model", "missing.yaml"), 2),
        ((*MODEL, "--set", "people_served=0"), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_the_exit_code_and_one_place_for_data(arguments: tuple[str, ...], code: int) -> None:
    done = archpers(*arguments)
    assert done.returncode == code
    assert bool(done.stdout) == (code == 0)
    assert bool(done.stderr) == (code != 0)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "unbuffered"), SPEAKING)
def test_a_full_disk_is_told(arguments: tuple[str, ...], unbuffered: str) -> None:
    done = archpers(*arguments, shell="> /dev/full", variables={"PYTHONUNBUFFERED": unbuffered})
    assert done.returncode == 2
    assert done.stderr.count(b"standard output: cannot be written (No space left on device)\n") == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "unbuffered"), SPEAKING)
def test_a_reader_that_has_gone_ends_quietly_with_141(arguments: tuple[str, ...], unbuffered: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        (*COMMAND, *arguments, *(("-q",) if "model" in arguments else ())),
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED=unbuffered),
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", DATA)
def test_a_closed_output_is_told(arguments: tuple[str, ...]) -> None:
    done = archpers(*arguments, "-q", shell=">&-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"standard output: is closed; write to a file with -o FILE\n"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_closed_output_breaks_no_help(option: str) -> None:
    assert archpers(option, shell=">&-").stderr == b""


def test_a_file_is_written_though_all_outputs_are_closed(tmp_path: Path) -> None:
    done = archpers(*MODEL, "-o", "result.json", cwd=tmp_path, shell=">&- 2>&- <&-")
    assert done.returncode == 0
    assert json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))["schema_version"] == 1


@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"], ids=["closed", "full"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [((*MODEL, "--format", "csv"), 0), (("bogus",), 2), (("model", "missing.yaml"), 2)],
    ids=["warning", "usage", "content"],
)
def test_messages_that_nobody_hears_change_nothing(arguments: tuple[str, ...], code: int, to: str) -> None:
    done = archpers(*arguments, shell=to)
    assert done.returncode == code
    assert bool(done.stdout) == (code == 0)


def test_a_closed_input_is_told() -> None:
    done = archpers("model", "-", shell="<&-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard input is closed" in done.stderr
    assert b"Traceback" not in done.stderr


def test_standard_input_is_read() -> None:
    done = archpers("model", "-", stdin=TOOLKIT_FILE.read_bytes())
    assert done.returncode == 0
    assert done.stdout.startswith(b"Toolkit team\n")


def test_standard_input_that_comes_from_the_output_file_is_the_input(tmp_path: Path) -> None:
    path = tmp_path / "team.txt"
    path.write_bytes(TOOLKIT_FILE.read_bytes())
    done = archpers("model", "-", "-o", "team.txt", "--force", cwd=tmp_path, shell="< team.txt")
    assert done.returncode == 2
    assert done.stderr == b"team.txt: is the input, which is never overwritten; name another file\n"
    assert path.read_bytes() == TOOLKIT_FILE.read_bytes()


def test_an_interrupt_ends_quietly_with_130(tmp_path: Path) -> None:
    scenario = tmp_path / "team.yaml"
    os.mkfifo(scenario)
    process = subprocess.Popen(
        (*COMMAND, "model", str(scenario)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    with scenario.open("wb"):  # opens when archpers has begun to read, and then keeps it waiting
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def unread(reader: int) -> bool:
    return bool(select.select([reader], [], [], 0.05)[0])


def test_an_interrupt_while_it_waits_for_standard_input_ends_with_130() -> None:
    reader, writer = os.pipe()
    arguments = (*COMMAND, "model", "-")
    process = subprocess.Popen(
        arguments, stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    os.write(writer, b"name: Team\n")
    while process.poll() is None and unread(reader):  # until archpers has taken the first line and waits for more
        pass
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(reader)
    os.close(writer)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize(("form", "kept"), [("csv", "model-toolkit-team.csv"), ("markdown", "model-toolkit-team.md")])
def test_data_are_the_same_bytes_in_every_locale(form: str, kept: str, encoding: str) -> None:
    done = archpers(*MODEL, "--format", form, cwd=ROOT, variables={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert done.stdout == (ROOT / "tests" / "golden" / kept).read_bytes()
    assert "£".encode() in done.stdout


def test_a_scenario_to_start_from_is_utf_8_in_every_locale() -> None:
    done = archpers("init", "-", variables={"PYTHONIOENCODING": "ascii"})
    assert done.stdout.decode("utf-8") == template()


@pytest.mark.parametrize("of", ["scenario", "result"])
def test_a_schema_is_json_in_every_locale(of: str) -> None:
    done = archpers("schema", of, variables={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("ascii")) == json.loads(archpers("schema", of).stdout)


def test_an_old_locale_has_plain_characters() -> None:
    variables = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = archpers(*MODEL, variables=variables)
    assert done.returncode == 0
    assert b"GBP 385,000  GBP/year" in done.stdout
    assert done.stdout.isascii()


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_file_whose_name_is_no_text_can_be_modelled(form: str, tmp_path: Path) -> None:
    name = b"caf\xe9.yaml"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(TOOLKIT_FILE.read_bytes())
    done = archpers("model", name, "--format", form, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (rb"caf" in done.stdout) == (form != "csv")


def test_a_mistake_in_a_file_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    done = archpers("model", b"caf\xe9.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert rb"caf\xe9.yaml" in done.stderr


@pytest.mark.parametrize("output", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_may_be_named_as_a_device(output: str) -> None:
    done = archpers(*MODEL, "--format", "json", "-o", output, "-q")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == archpers(*MODEL, "--format", "json").stdout


def test_a_message_in_characters_that_cannot_be_shown_is_escaped() -> None:
    done = archpers("model", "Łódź.yaml", variables={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    assert done.stderr.startswith(rb"\u0141\xf3d\u017a.yaml")


class Failing(io.StringIO):
    """A stream that fails when it is flushed."""

    def __init__(self, failure: OSError) -> None:
        super().__init__()
        self.failure = failure

    def flush(self) -> None:
        raise self.failure


@pytest.mark.parametrize(
    ("failure", "before", "code", "message"),
    [
        (BrokenPipeError(), 0, 141, ""),
        (
            OSError(28, "No space left on device"),
            0,
            2,
            "standard output: cannot be written (No space left on device)\n",
        ),
        (OSError(28, "No space left on device"), 2, 2, ""),
        (BrokenPipeError(), 141, 141, ""),
    ],
    ids=["reader gone", "disk full", "told already", "gone already"],
)
def test_what_cannot_be_flushed_at_the_end_is_told_once(
    failure: OSError,
    before: int,
    code: int,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdout", Failing(failure))
    assert flushed(before) == code
    assert capsys.readouterr().err == message


def test_messages_that_cannot_be_flushed_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Failing(OSError(28, "No space left on device")))
    assert flushed(1) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "yorkshire-humber-2010", "--what-if"),
        ("report", "business-case", "--what-if"),
        ("workbook", "business-case"),
        ("workbook", "yorkshire-humber-2010"),
        ("chart", "business-case", "cash"),
    ],
    ids=" ".join,
)
def test_the_order_of_a_set_shows_in_no_file(arguments: tuple[str, ...], tmp_path: Path) -> None:
    def written(seed: str) -> list[bytes]:
        folder = tmp_path / seed
        folder.mkdir()
        suffix = {"report": "html", "workbook": "xlsx", "chart": "svg"}[arguments[0]]
        done = archpers(*arguments, "-o", f"out.{suffix}", cwd=folder, variables={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        return [path.read_bytes() for path in sorted(folder.iterdir())]

    first, *others = [written(seed) for seed in ("1", "2", "3")]
    assert first
    assert all(other == first for other in others)
