"""The dashboard in a real browser: what a person sees, chooses, asks and keeps."""

import csv
import re
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

import olympus.entrypoints.http as http_package
from olympus.domain.calendar.timeframe_names import TIMEFRAMES
from tests.entrypoints.http.dashboard_page.conftest import Restaurant
from tests.entrypoints.http.dashboard_page.looking import Looking
from tests.entrypoints.http.dashboard_page.restaurant import BITING_NAME, NOW, TENANT, order_placed

_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

QUESTIONS = {
    "revenue last week": "Revenue last week",
    "revenue by category last month": "Item sales last month",
    "orders per day last 14 days": "Orders last 14 days",
    "top 3 products by units sold last week": "Units sold last week",
    "why did revenue change last week": "By ",
}


async def test_the_page_shows_the_figures_of_the_api(looking: Looking, restaurant: Restaurant) -> None:
    await looking.open(timeframe="last_week")

    answer = await looking.page.request.get(
        f"{restaurant.address}/api/analytics/dashboard/{TENANT}?timeframe=last_week"
    )
    dashboard = await answer.json()
    assert await looking.number("revenue") == f"{dashboard['metrics']['revenue']:,.2f}"
    assert await looking.number("orders") == str(dashboard["metrics"]["orders"])
    assert await looking.number("inventory_warnings") == "3"
    await expect(looking.tile("revenue")).to_contain_text("EUR")
    await expect(looking.tile("revenue").locator(".change")).to_contain_text("%")
    await expect(looking.page.locator("#dates")).to_have_text("9\u2009–\u200915 Mar 2026")
    await expect(looking.page.locator("#zone")).to_have_text("Europe/Rome")
    await expect(looking.page.locator("#earlier")).to_have_text("compared with 2\u2009–\u20098 Mar 2026")
    await expect(looking.page.locator("#as-of")).to_contain_text("s behind")


async def test_every_panel_says_its_unit_dates_zone_and_how_fresh_it_is(looking: Looking) -> None:
    await looking.open(timeframe="last_week")

    for title in ("Over time", "By product", "By category", "By location", "By channel", "By payment method"):
        about = looking.panel(title).locator(".about")
        for part in ("EUR", "Mar 2026", "Europe/Rome", "as of 13:0"):
            await expect(about).to_contain_text(part)


async def test_what_comes_next_is_drawn_and_what_to_do_is_told(looking: Looking) -> None:
    await looking.open(timeframe="this_week")

    chart = looking.panel("Over time")
    await expect(chart).to_contain_text("Forecast by combination")
    await expect(chart.locator(".legend")).to_contain_text("forecast")
    await expect(looking.panel("Recommendations")).to_contain_text("units of Margherita")
    await expect(looking.panel("Recommendations")).to_contain_text("high priority")
    await expect(looking.panel("Unusual")).to_have_attribute("data-state", re.compile("ready|empty"))


async def test_every_timeframe_of_the_menu_can_be_shown(looking: Looking) -> None:
    await looking.open()
    menu = looking.page.get_by_label("Timeframe")
    names = await menu.locator("option").evaluate_all("options => options.map((each) => each.value)")

    for name in names:
        if name in ("custom", "written"):
            continue
        await menu.select_option(name)
        await looking.settled()
        await expect(looking.page.locator("#trouble")).to_be_hidden()
        await expect(looking.panel("Over time")).to_have_attribute("data-state", re.compile("ready|empty"))
    assert len(names) >= 25


async def test_a_timeframe_of_ones_own_is_chosen_by_its_days_or_written(looking: Looking) -> None:
    await looking.open(timeframe="last_week")
    menu = looking.page.get_by_label("Timeframe")

    await menu.select_option("custom")
    await expect(looking.page.get_by_label("From", exact=True)).to_have_value("2026-03-09")
    await expect(looking.page.get_by_label("To", exact=True)).to_have_value("2026-03-15")
    await looking.page.get_by_label("From", exact=True).fill("2026-03-02")
    await looking.page.get_by_label("To", exact=True).fill("2026-03-05")
    await expect(looking.page.locator("#dates")).to_have_text("2\u2009–\u20095 Mar 2026")

    await menu.select_option("written")
    await looking.page.get_by_role("textbox", name="Written").fill("2026-W10")
    await looking.page.get_by_role("textbox", name="Written").press("Enter")
    await expect(looking.page.locator("#dates")).to_have_text("2\u2009–\u20098 Mar 2026")


async def test_a_timeframe_that_does_not_resolve_is_told(looking: Looking) -> None:
    looking.server_may_be_away = True
    await looking.page.goto(f"{looking.address}/?tenant={TENANT}&timeframe=last_fortnight")

    await expect(looking.page.get_by_role("alert")).to_contain_text("last_fortnight")
    await expect(looking.panel("By product")).to_contain_text("last_fortnight")
    await expect(looking.panel("By product").get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_is_answered_by_a_sentence_a_chart_and_a_table(looking: Looking, question: str) -> None:
    await looking.open()

    sentence = await looking.ask(question)

    assert QUESTIONS[question] in sentence
    answer = looking.panel("Answer")
    await expect(answer).to_have_attribute("data-state", "ready")
    await answer.get_by_role("button", name="Table of Answer").click()
    await expect(answer.locator("table.data tbody tr").first).to_be_visible()


async def test_what_was_read_can_be_changed_by_a_click(looking: Looking) -> None:
    await looking.open()
    await looking.ask("revenue by channel last week")

    await looking.page.get_by_label("Read as time").select_option("last month")

    await expect(looking.page.locator(".sentence")).to_contain_text("last month")
    await expect(looking.page.get_by_label("Your question")).to_have_value("revenue by channel last month")


async def test_one_goes_on_by_a_click_on_a_question(looking: Looking) -> None:
    await looking.open()
    await looking.ask("revenue last week")

    await looking.page.get_by_role("button", name="compare revenue last week with the previous period").click()

    await expect(looking.page.locator(".sentence")).to_contain_text("from")


async def test_suggestions_come_as_one_types_and_are_taken_by_keys(looking: Looking) -> None:
    await looking.open()
    field = looking.page.get_by_role("combobox", name="Your question")

    await field.press_sequentially("top 5")
    suggested = looking.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(suggested.first).to_contain_text("top 5")
    await field.press("ArrowDown")
    chosen = await suggested.and_(looking.page.get_by_role("option", selected=True)).inner_text()
    await field.press("Enter")

    await expect(field).to_have_value(chosen)
    await expect(looking.page.locator(".sentence")).to_contain_text("with")


async def test_one_location_alone_is_shown(looking: Looking, restaurant: Restaurant) -> None:
    await looking.open(timeframe="last_week")

    await looking.page.get_by_role("combobox", name="Location").select_option("milan")

    answer = await looking.page.request.get(
        f"{restaurant.address}/api/analytics/dashboard/{TENANT}?timeframe=last_week&location_id=milan"
    )
    orders = (await answer.json())["metrics"]["orders"]
    await expect(looking.tile("orders").locator(".number")).to_have_text(str(orders))
    await looking.settled()
    assert await looking.panel("By location").locator("tbody th").all_inner_texts() == ["milan"]


async def test_a_link_opens_the_same_view(looking: Looking) -> None:
    await looking.open()
    await looking.page.get_by_role("combobox", name="Location").select_option("milan")
    await looking.page.get_by_label("Timeframe").select_option("last_30_days")
    await looking.page.get_by_label("Compared with").select_option("none")
    await looking.tile("orders").click()
    await looking.settled()
    shown = await looking.number("revenue")
    link = looking.page.url

    other = await looking.page.context.new_page()
    again = Looking(other, looking.address)
    await other.goto(link)
    await again.settled()

    assert await again.number("revenue") == shown
    await expect(again.tile("orders")).to_have_attribute("aria-pressed", "true")
    await expect(other.get_by_role("combobox", name="Location")).to_have_value("milan")
    await expect(other.locator("#earlier")).to_have_text("not compared")
    await looking.page.go_back()
    await expect(looking.tile("revenue")).to_have_attribute("aria-pressed", "true")


async def test_a_published_order_moves_the_figures(looking: Looking, restaurant: Restaurant) -> None:
    await looking.open(timeframe="today")
    await expect(looking.page.get_by_text("Live", exact=True)).to_be_visible()
    before = int(await looking.number("orders"))
    channels = looking.panel("By channel").locator("tbody")
    by_channel = await channels.inner_text()

    await restaurant.publish(*order_placed(900_001, "31.50", NOW - timedelta(minutes=3)))

    await expect(looking.tile("orders").locator(".number")).to_have_text(str(before + 1))
    await channels.scroll_into_view_if_needed()
    await expect(channels).not_to_have_text(by_channel, use_inner_text=True)


async def test_an_answer_of_before_the_change_is_asked_for_again(looking: Looking, restaurant: Restaurant) -> None:
    await looking.open(timeframe="today")
    await expect(looking.page.get_by_text("Live", exact=True)).to_be_visible()
    before = int(await looking.number("orders"))
    given = await looking.old_dashboard_once(timeframe="today")

    await restaurant.publish(*order_placed(900_010, "31.50", NOW - timedelta(minutes=3)))

    await expect(looking.tile("orders").locator(".number")).to_have_text(str(before + 1))
    assert given.is_set()


async def test_a_page_of_a_time_that_is_over_comes_to_rest(looking: Looking) -> None:
    await looking.page.clock.install()
    await looking.open(timeframe="custom", start="2026-03-01", end="2026-03-07")
    await expect(looking.page.get_by_text("Live", exact=True)).to_be_visible()
    asked = looking.dashboards_asked()
    for _ in range(20):
        await looking.page.clock.run_for(1_000)
    await looking.settled()

    assert len(asked) <= 2


async def test_a_server_that_goes_and_comes_back_is_followed_again(
    looking: Looking, restaurant: Restaurant
) -> None:
    await looking.open(timeframe="today")
    await expect(looking.page.get_by_text("Live", exact=True)).to_be_visible()
    looking.server_may_be_away = True
    before = int(await looking.number("orders"))

    await restaurant.close()
    await expect(looking.page.locator("#connection")).to_have_text("Reconnecting …")
    await restaurant.publish(*order_placed(900_002, "12.00", NOW - timedelta(minutes=2)))
    assert int(await looking.number("orders")) == before
    await restaurant.open()

    await expect(looking.page.locator("#connection")).to_have_text("Live", timeout=15_000)
    await expect(looking.tile("orders").locator(".number")).to_have_text(str(before + 1))


async def test_texts_of_the_data_are_never_markup(looking: Looking) -> None:
    await looking.open(timeframe="last_30_days")
    await looking.ask("top 5 products by units sold last month")

    await expect(looking.panel("By product").get_by_text(BITING_NAME)).to_be_visible()
    await expect(looking.panel("Answer").locator(".bars").get_by_text(BITING_NAME)).to_be_visible()
    assert await looking.page.locator("figure img, figure b b").count() == 0
    assert "bitten" not in await looking.page.title()


async def test_low_stock_says_for_how_many_days_it_lasts(looking: Looking, restaurant: Restaurant) -> None:
    await looking.open()

    rows = looking.panel("Low stock").locator("tbody tr")
    question = {
        "tenant_id": TENANT,
        "metrics": ["units_sold"],
        "filters": [
            {"dimension": "product", "op": "=", "value": "diavola"},
            {"dimension": "location", "op": "=", "value": "rome"},
        ],
        "timeframe": "last_4_weeks",
    }
    answer = await looking.page.request.post(f"{restaurant.address}/api/analytics/query", data=question)
    sold = (await answer.json())["totals"]["units_sold"]
    diavola = rows.filter(has_text="Diavola").locator("td")
    assert await diavola.all_inner_texts() == ["rome", "4", f"{4 / (sold / 28):.1f}"]
    await expect(rows).to_have_count(3)
    await expect(rows.first).to_contain_text("Margherita")
    await expect(rows.first.locator("td").last).to_have_text("0")


async def test_a_panel_is_kept_as_csv_and_a_chart_as_a_picture(looking: Looking, tmp_path: Path) -> None:
    await looking.open(timeframe="last_week")

    async with looking.page.expect_download() as kept:
        await looking.page.get_by_role("button", name="CSV of By category").click()
    table = await kept.value
    assert table.suggested_filename == f"{TENANT}-by-category-last_week.csv"
    await table.save_as(tmp_path / "table.csv")
    lines = (tmp_path / "table.csv").read_text().splitlines()
    assert lines[0].startswith("Category,Item sales (EUR)")
    assert {line.split(",")[0] for line in lines[1:]} == {"Pizza", "Dolce", "Bevande"}

    async with looking.page.expect_download() as kept:
        await looking.page.get_by_role("button", name="CSV of By product").click()
    await (await kept.value).save_as(tmp_path / "products.csv")
    names = [row[0] for row in csv.reader((tmp_path / "products.csv").read_text().splitlines())]
    assert {"'=Acqua", BITING_NAME, "Tiramisù"} < set(names)  # no spreadsheet computes a name

    for title in ("Over time", "By product", "Orders by hour and weekday"):
        async with looking.page.expect_download() as kept:
            await looking.page.get_by_role("button", name=f"PNG of {title}").click()
        await (await kept.value).save_as(tmp_path / "chart.png")
        assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


async def test_every_chart_has_a_caption_and_a_table_behind_it(looking: Looking) -> None:
    await looking.open(timeframe="last_week")

    for title in ("Over time", "By product", "By channel", "Orders by hour and weekday"):
        figure = looking.panel(title)
        await expect(figure.locator("figcaption")).to_contain_text(title)
        assert await figure.locator("table tbody tr").count() >= 3, title


async def test_everything_is_reached_by_keys_alone(looking: Looking) -> None:
    await looking.open(timeframe="last_week")
    reached: list[str] = []

    for _ in range(80):
        await looking.page.keyboard.press("Tab")
        focused = await looking.page.evaluate(
            "(() => { const it = document.activeElement; const box = it.getBoundingClientRect();"
            " const name = it.getAttribute('aria-label') || it.name || it.innerText || '';"
            " return { at: it.tagName, name, width: box.width, outline: getComputedStyle(it).outlineStyle } })()"
        )
        if reached and focused["at"] == "BODY":  # past the end
            break
        assert focused["width"] > 0, focused
        assert focused["outline"] != "none", focused
        reached.append(focused["name"])
    told = "\n".join(reached)
    for name in (
        "Skip to the figures",
        "tenant",
        "compare",
        "Dark colours",
        "Your question",
        "Revenue",
        "Metric in",
    ):
        assert name in told, told
    await looking.tile("orders").focus()
    await looking.page.keyboard.press("Enter")
    await expect(looking.page.get_by_label("Metric in the chart")).to_have_value("orders")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280, 2560])
async def test_axe_finds_nothing_and_nothing_is_cut_off(looking: Looking, width: int, scheme: Any) -> None:
    await looking.page.set_viewport_size({"width": width, "height": 900})
    await looking.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await looking.open(timeframe="last_week")
    await looking.ask("why did revenue change last week")

    await looking.page.evaluate(_AXE.read_text())
    found = await looking.page.evaluate("tags => axe.run({ runOnly: tags })", _WCAG)

    told = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]
    assert told == []
    assert len(found["passes"]) > 20
    assert await looking.page.evaluate("document.documentElement.scrollWidth") <= width


async def test_the_button_changes_between_light_and_dark_and_that_is_kept(looking: Looking) -> None:
    await looking.open()
    body = "getComputedStyle(document.body).backgroundColor"
    light = await looking.page.evaluate(body)

    await looking.page.get_by_role("button", name="Dark colours").click()
    dark = await looking.page.evaluate(body)
    await looking.page.reload()

    assert dark != light
    assert await looking.page.evaluate(body) == dark
    await expect(looking.page.get_by_role("button", name="Dark colours")).to_have_attribute("aria-pressed", "true")


async def test_a_tenant_without_events_is_shown_where_to_begin(looking: Looking) -> None:
    await looking.open(tenant="nobody-yet")

    await expect(looking.page.get_by_text("Nothing happened in this timeframe.")).to_be_visible()
    await expect(looking.panel("By product")).to_have_attribute("data-state", "empty")


async def test_a_forecast_is_drawn_in_front_with_its_band(looking: Looking) -> None:
    ahead = ["2026-03-19", "2026-03-20", "2026-03-21"]
    await looking.answer(
        "forecast",
        {
            "metric_name": "revenue",
            "forecast_points": [
                {"timestamp": f"{day}T00:00:00+01:00", "value": 200 + place, "label": day}
                for place, day in enumerate(ahead)
            ],
            "confidence_interval": {"upper": [230, 240, 250], "lower": [170, 160, 150]},
            "accuracy_score": 0.91,
            "model_used": "seasonal naive",
        },
    )

    await looking.open(timeframe="this_month")

    chart = looking.panel("Over time")
    await expect(chart.locator(".legend")).to_contain_text("forecast")
    await expect(chart).to_contain_text("Forecast by seasonal naive, accuracy 91 %.")
    last = chart.locator("table.data tbody tr").last
    assert (await last.locator("th, td").all_text_contents())[-3:] == ["202.00", "250.00", "150.00"]


async def test_a_question_about_the_time_ahead_is_answered_with_the_line_that_goes_on(looking: Looking) -> None:
    await looking.open(ask="what will we sell next week?")

    answer = looking.panel("Answer")
    await expect(looking.page.locator("body")).to_contain_text("Revenue is expected to be")
    await expect(answer.locator(".legend")).to_contain_text("forecast")


async def test_what_is_unusual_is_told_and_marked_on_the_chart(looking: Looking) -> None:
    await looking.answer(
        "anomalies",
        {
            "timezone": "Europe/Rome",
            "anomalies": [
                {
                    "at": "2026-03-10T00:00:00+01:00",
                    "granularity": "day",
                    "metric": "revenue",
                    "label": "Revenue",
                    "unit": "money",
                    "value": 212.5,
                    "expected": 300,
                    "lower": 250,
                    "upper": 350,
                    "severity": "high",
                    "explained_by": [
                        {"dimension": "product", "value": "p", "label": BITING_NAME, "contribution": -60}
                    ],
                }
            ],
        },
    )

    await looking.open(timeframe="last_week")

    panel = looking.panel("Unusual")
    await expect(panel).to_contain_text("Revenue: 212.50 EUR")
    await expect(panel).to_contain_text("Expected 300.00 EUR, from 250.00 EUR to 350.00 EUR.")
    await expect(panel).to_contain_text(BITING_NAME)
    marks = await looking.page.evaluate("document.querySelector('.over-time .plot').drawn.marks")
    assert marks == [{"place": 1, "value": 212.5}]


async def test_recommendations_are_shown_with_their_reasons(looking: Looking) -> None:
    await looking.answer(
        "recommendations",
        {
            "tenant_id": TENANT,
            "recommendations": [
                {
                    "id": "r-1",
                    "category": "inventory",
                    "priority": "high",
                    "action": "Order 20 Margherita",
                    "impact": "Keeps 180 EUR of sales a week.",
                    "rationale": "It runs out on Friday.",
                    "insights": [],
                }
            ],
        },
    )

    await looking.open(timeframe="last_week")

    panel = looking.panel("Recommendations")
    for told in (
        "Order 20 Margherita",
        "It runs out on Friday.",
        "Keeps 180 EUR of sales a week.",
        "high priority",
    ):
        await expect(panel).to_contain_text(told)


async def test_a_panel_that_fails_says_why_and_tries_again(looking: Looking) -> None:
    looking.server_may_be_away = True
    await looking.answer("query", {"status": 503, "detail": "The figures cannot be read now."}, status=503)
    await looking.open(timeframe="last_week")
    panel = looking.panel("By product")
    await expect(panel).to_contain_text("The figures cannot be read now.")

    await looking.page.unroute_all()
    await panel.get_by_role("button", name="Try again").click()

    await expect(panel).to_have_attribute("data-state", "ready")


async def test_the_first_view_is_small_and_is_not_sent_twice(restaurant: Restaurant) -> None:
    async with httpx.AsyncClient(base_url=restaurant.address, headers={"Accept-Encoding": "gzip"}) as client:
        page = await client.get("/")
        parts = ["/", *re.findall(r'(?:src|href)="(/page/[^"]+)"', page.text)]
        sent = 0
        for part in parts:
            async with client.stream("GET", part) as response:
                sent += len(b"".join([chunk async for chunk in response.aiter_raw()]))
            tag = response.headers["etag"]
            again = await client.get(part, headers={"If-None-Match": tag})
            plain = await client.get(part, headers={"Accept-Encoding": "identity"})
            assert (response.headers["content-encoding"], again.status_code, again.content) == ("gzip", 304, b"")
            assert plain.headers["etag"] != tag
            assert "content-encoding" not in plain.headers

    assert len(parts) >= 35
    assert sent < 120_000


async def test_a_part_that_is_not_of_the_page_is_not_found(restaurant: Restaurant) -> None:
    async with httpx.AsyncClient(base_url=restaurant.address) as client:
        for part in ("unknown.js", "vendor/uPlot.LICENSE", "..%2Fapp.py", "vendor/../../app.py"):
            assert (await client.get(f"/page/{part}")).status_code == 404, part


def test_the_menu_has_every_timeframe_of_the_catalogue() -> None:
    written = (files(http_package) / "dashboard_page" / "timeframes.js").read_text()
    offered = set(re.findall(r'"([a-z0-9_]+)"', written))

    for name in TIMEFRAMES:
        form = re.compile(name.replace("N", r"\d+"))
        assert name.startswith("YYYY") or any(form.fullmatch(each) for each in offered), name
