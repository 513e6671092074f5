"""`olympus recommend` as its user meets it: files in, items out, and a sentence for each file that is no good."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from olympus.entrypoints.cli.app import main

Run = Callable[..., tuple[int, str, str]]
MENUS = [("tea", "scone"), ("coffee", "cake"), ("juice", "jam")]
PURCHASES = [(f"{menu[0]}-{turn}", item) for turn in range(10) for menu in MENUS for item in menu]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `olympus recommend`; gives its exit code, and what it said on standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str | Path, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        with pytest.raises(SystemExit) as ended:
            main(["recommend", *map(str, arguments)])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def written(content: str | bytes) -> Path:
        file = tmp_path / "purchases.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return written


def lines(header: str, rows: Sequence[tuple[str, ...]]) -> str:
    return "\n".join([header, *map(",".join, rows)]) + "\n"


def told(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_users_get_what_they_do_not_have(run: Run, written: Callable[[str], Path]) -> None:
    file = written(lines("user,item", [*PURCHASES, ("ann", "tea")]))

    code, out, _ = run("--interactions", file, "--top", "2")

    of_ann = [row for row in told(out) if row["user"] == "ann"]
    assert code == 0
    assert (of_ann[0]["item"], of_ann[0]["rank"]) == ("scone", "1")
    assert len(of_ann) == 2
    assert not {(row["user"], row["item"]) for row in told(out)} & set(PURCHASES)


def test_the_columns_may_be_in_any_order_with_times_and_gzip(run: Run, tmp_path: Path) -> None:
    file, out_file = tmp_path / "purchases.csv.gz", tmp_path / "told.csv"
    times = ["2026-03-18", "2026-03-18T12:00:00+01:00", "1773835200", "1773835200.5"]
    rows = [(times[number % 4], "x", item, user) for number, (user, item) in enumerate(PURCHASES)]
    file.write_bytes(gzip.compress(lines("Time,note,Item,User", rows).encode()))

    code, out, _ = run("--interactions", file, "--out", out_file)

    assert (code, out) == (0, "")
    assert {row["user"] for row in told(out_file.read_text())} == {user for user, _ in PURCHASES}


def test_what_is_kept_aside_is_not_learnt_from(run: Run, written: Callable[[str], Path]) -> None:
    rows = [(user, item, "0") for user, item in PURCHASES]
    file = written(lines("user,item,split", [*rows, ("ann", "tea", "0"), ("ann", "scone", "1")]))

    _, out, _ = run("--interactions", file, "--top", "1")

    assert [row["item"] for row in told(out) if row["user"] == "ann"] == ["scone"]


def test_baskets_are_completed_line_by_line(run: Run, written: Callable[[str], Path]) -> None:
    file = written(lines("basket,item", PURCHASES))
    asked = [{"items": ["tea"]}, {"items": []}, {"items": ["unheard of"]}]

    code, out, _ = run(
        "--baskets", file, "--complete", "-", "--top", "3", typed="\n".join([*map(json.dumps, asked), "no JSON"])
    )

    tea, nothing, unheard, broken = map(json.loads, out.splitlines())
    assert code == 0
    assert tea["items"][0] == "scone"
    assert "tea" not in tea["items"]
    assert len(nothing["items"]) == 3
    assert unheard == nothing
    assert "error" in broken


def test_baskets_to_complete_may_be_in_a_file(run: Run, written: Callable[[str], Path], tmp_path: Path) -> None:
    asked, answers = tmp_path / "asked.jsonl", tmp_path / "answers.jsonl"
    asked.write_text('{"items": ["coffee"]}\n')

    run("--baskets", written(lines("basket,item", PURCHASES)), "--complete", asked, "--out", answers)

    assert json.loads(answers.read_text())["items"][0] == "cake"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "must name the columns user and item, but has nothing"),
        ("user,thing\na,b\n", "must name the columns user and item, but has 'user', 'thing'"),
        ("user,item\n", "nothing in it to learn from"),
        ("user,item\na\n", "line 2: 1 fields instead of 2"),
        ("user,item\na,\n", "line 2: an empty field"),
        ("user,item,time\na,b,soon\n", "line 2: 'soon' is not a time"),
        ("user,item,time\na,b,nan\n", "line 2: 'nan' is not a time"),
        (b"user,item\n\xff\xfe,b\n", "not text in UTF-8"),
        ("user,item\na," + "x" * 200_000, "not CSV"),
    ],
)
def test_a_file_that_is_no_good_is_refused_in_a_sentence(
    run: Run, written: Callable[[str | bytes], Path], content: str | bytes, said: str
) -> None:
    code, out, err = run("--interactions", written(content))

    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there_or_not_packed_is_refused(run: Run, tmp_path: Path) -> None:
    packed = tmp_path / "purchases.csv.gz"
    packed.write_text("user,item\n")

    assert "No such file" in run("--interactions", tmp_path / "nowhere.csv")[2]
    assert "gzip" in run("--interactions", packed)[2]


@pytest.mark.parametrize(
    "arguments",
    [(), ("--baskets", "b.csv"), ("--interactions", "i.csv", "--baskets", "b.csv", "--complete", "-"),
     ("--interactions", "i.csv", "--complete", "-"), ("--interactions", "i.csv", "--top", "0")],
)  # fmt: skip
def test_what_makes_no_sense_together_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = run(*arguments)

    assert code == 2
    assert "✗" in err


def test_one_purchase_is_popular_and_leaves_nothing_to_recommend(run: Run, written: Callable[[str], Path]) -> None:
    code, out, _ = run("--interactions", written("user,item\nann,tea\n"))

    assert (code, told(out)) == (0, [])
