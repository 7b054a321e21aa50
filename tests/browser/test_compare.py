"""The comparison of causes as a reader uses it: filters, order, two or three side by side, and all of it without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from calculators.core.causes import CAUSES, PHRASES
from calculators.markdown import comparison
from tests.browser.conftest import follow, pages_known
from tests.browser.test_every_page import violations
from tests.conftest import Site

NAMES = [each.name for each in CAUSES.values()]
ALL = len(NAMES)
MOTOR, NERVE, ACUTE = "mnd", "cidp", "gbs"


TABLE = re.compile(r"<cause-table.*?</cause-table>", re.DOTALL)
FOR_SEARCH = " data-search-exclude"  # Zensical takes it out once it has heeded it
WIDE = """(all, width) => all.filter((each) => each.getBoundingClientRect().right > width + 1)
  .map((each) => each.outerHTML.slice(0, 90))"""


class Comparison:
    """The page and what is in it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.status = page.locator(".causes [role=status]")
        self.rows = page.locator(".causes__overview tbody tr:visible")
        self.cards = page.locator(".cause:visible")
        self.beside = page.locator(".causes__beside")
        self.words = page.get_by_label("Words in the table")

    def open(self) -> Comparison:
        """Go there."""
        self.page.goto(f"{self.site}compare/")
        return self.ready()

    def ready(self) -> Comparison:
        """Wait for the controls."""
        expect(self.words).to_be_visible()
        return self

    def choose(self, *keys: str) -> None:
        """Tick causes."""
        for key in keys:
            self.box(key).click()

    def box(self, key: str) -> Locator:
        """The box of a cause."""
        return self.page.get_by_role("checkbox", name=CAUSES[key].name)

    def names(self) -> list[str]:
        """The causes shown, in order."""
        return self.page.locator(".causes__overview tbody tr:visible th").all_inner_texts()

    def heads(self) -> list[str]:
        """The causes set side by side."""
        texts = self.beside.locator("thead th:visible").all_text_contents()
        return [text.split("Take out")[0] for text in texts if text != "Feature"]


@pytest.fixture
def compare(page: Page, site: str) -> Comparison:
    """The page, ready."""
    return Comparison(page, site).open()


def fitting(question: str, answer: str) -> list[str]:
    """The causes for which the table of data names that answer."""
    return [
        cause.name
        for cause in CAUSES.values()
        if any(each.question == question and answer in each.fits.split() for each in cause.features)
    ]


def test_every_question_of_the_data_has_its_place_and_its_short_words() -> None:
    placed = [question for row in comparison.ROWS.values() for question in row.questions]
    assert sorted(placed) == sorted(PHRASES)
    assert {*comparison.BRIEFLY, "sudden"} == set(PHRASES["onset"])
    assert not fitting("onset", "sudden"), "the page says that sudden weakness is not in its lists"
    assert next(iter(CAUSES)) == comparison.FIRST


@pytest.mark.parametrize(
    ("label", "option", "question", "answer"),
    [
        ("Feeling", "normal feeling", "numbness", "no"),
        ("How fast it comes", "slowly over years", "onset", "years"),
        ("Another sign or result", "brisk reflexes", "reflexes", "brisk"),
        ("Background or medicine", "steroid tablets", "steroid", "yes"),
    ],
)
def test_a_filter_shows_what_the_data_name_and_says_how_many(
    label: str, option: str, question: str, answer: str, compare: Comparison
) -> None:
    wanted = fitting(question, answer)
    compare.page.get_by_label(label, exact=True).select_option(label=option)
    assert compare.names() == wanted
    expect(compare.cards).to_have_count(len(wanted))
    expect(compare.status).to_contain_text(f"{len(wanted)} of {ALL} causes shown. A hidden one is not ruled out.")


def test_filters_add_up_and_start_again_takes_all_away(compare: Comparison) -> None:
    compare.page.get_by_label("Feeling", exact=True).select_option(label="numbness or tingling")
    compare.page.get_by_label("One side or both").select_option(label="both sides alike")
    wanted = [name for name in fitting("numbness", "yes") if name in fitting("symmetry", "both_alike")]
    assert compare.names() == wanted
    compare.choose(NERVE)
    compare.page.get_by_role("button", name="Start again").click()
    expect(compare.rows).to_have_count(ALL)
    assert compare.names() == NAMES
    expect(compare.status).to_contain_text(f"All {ALL} causes shown. 1 chosen.")
    expect(compare.beside).to_be_hidden()


def test_words_are_found_in_any_cell_whatever_their_accents_and_case(compare: Comparison) -> None:
    compare.words.fill("GUILLAIN barre")
    assert compare.names() == [CAUSES[ACUTE].name]
    compare.words.fill("caeruloplasmin")
    assert compare.names() == [CAUSES["copper"].name]
    compare.words.fill("speaks against it")  # a label, not a cell
    expect(compare.rows).to_have_count(0)
    expect(compare.status).to_contain_text("That rules none of them out")
    compare.words.press("Enter")
    expect(compare.words).to_be_visible()
    assert compare.page.url.endswith("/compare/")


def test_orders_are_by_name_and_by_how_fast_it_comes(compare: Comparison) -> None:
    order = compare.page.get_by_label("Order", exact=True)
    order.select_option(label="By name, A to Z")
    assert compare.names() == sorted(NAMES, key=str.casefold)
    assert compare.page.locator(".cause h4").all_inner_texts() == compare.names()
    speeds = list(PHRASES["onset"])
    came = {
        cause.name: [
            speeds.index(answer) for each in cause.features if each.question == "onset" for answer in each.fits.split()
        ]
        for cause in CAUSES.values()
    }
    order.select_option(label="Fastest to come first")
    fast = [min(came[name]) for name in compare.names()]
    assert fast == sorted(fast)
    order.select_option(label="Slowest to come first")
    slow = [max(came[name]) for name in compare.names()]
    assert slow == sorted(slow, reverse=True)
    order.select_option(label="As in our list")
    assert compare.names() == NAMES


def test_no_order_and_no_words_speak_of_likelihood_except_to_deny_it(compare: Comparison) -> None:
    orders = compare.page.get_by_label("Order", exact=True).locator("option").all_text_contents()
    said = " ".join([*orders, *compare.page.locator(".causes").all_text_contents()])
    for word in re.findall(r"[^.]*\b(?:likel\w+|probab\w+|common\w*|odds)\b[^.]*\.", said):
        assert re.search(r"\bnot\b", word), word


def test_three_are_set_side_by_side_and_a_fourth_is_refused(compare: Comparison) -> None:
    expect(compare.box("b12")).to_be_checked()
    expect(compare.beside).to_be_hidden()
    compare.choose(MOTOR, NERVE)
    assert compare.heads() == [CAUSES[key].name for key in ("b12", MOTOR, NERVE)]
    expect(compare.status).to_contain_text("3 chosen")
    compare.choose(ACUTE)
    expect(compare.box(ACUTE)).not_to_be_checked()
    expect(compare.status).to_contain_text("Three fit side by side, not more. Take one out first.")
    assert len(compare.heads()) == 3
    compare.page.get_by_role("button", name=f"Take out {CAUSES[NERVE].name}").click()
    expect(compare.box(NERVE)).not_to_be_checked()
    expect(compare.page.locator("#beside")).to_be_focused()
    compare.choose(ACUTE)
    assert compare.heads() == [CAUSES[key].name for key in ("b12", MOTOR, ACUTE)]
    expect(compare.status).not_to_contain_text("Take one out")


def test_what_stands_side_by_side_is_what_the_cards_say_with_marks_and_sources(compare: Comparison) -> None:
    compare.choose(MOTOR)
    for row in compare.beside.locator("tbody tr").all():
        name = row.get_attribute("data-row")
        for at, key in enumerate(("b12", MOTOR)):
            cell = row.locator("td").nth(at)
            said = compare.page.locator(f"#cause-{key} [data-row={name}] dd")
            text = said.inner_text() if said.count() else "nothing said"
            assert re.sub(r"\s+", " ", cell.inner_text()).strip() == re.sub(r"\s+", " ", text).strip()
    expect(compare.beside.locator("[data-row=onset] td em").first).to_have_text("unconfirmed")
    assert compare.beside.locator("[data-row=sources] a[href*='#ref-']").count() == len(
        [*CAUSES["b12"].sources, *CAUSES[MOTOR].sources]
    )


def test_a_chosen_cause_stays_when_a_filter_hides_it(compare: Comparison) -> None:
    compare.choose(MOTOR)
    compare.page.get_by_label("Feeling", exact=True).select_option(label="numbness or tingling")
    assert CAUSES[MOTOR].name not in compare.names()
    assert compare.heads() == [CAUSES["b12"].name, CAUSES[MOTOR].name]
    compare.page.get_by_role("button", name=f"Take out {CAUSES[MOTOR].name}").click()
    expect(compare.beside).to_be_hidden()
    expect(compare.words).to_be_focused()


def test_marks_of_what_was_not_read_stand_in_every_view(compare: Comparison) -> None:
    for key, cause in CAUSES.items():
        doubts = [each for each in cause.features if each.status in comparison.DOUBTS]
        card = compare.page.locator(f"#cause-{key} dd em")
        least = sum(1 + bool(each.against) for each in doubts)
        assert card.count() >= least, key
        for each in doubts:
            if each.question == "onset":
                mark = compare.page.locator(f"tr[data-key={key}] td em").first
                expect(mark).to_have_text(comparison.DOUBTS[each.status])


def test_everything_works_by_keyboard_alone(compare: Comparison) -> None:
    page, keyboard = compare.page, compare.page.keyboard
    compare.words.focus()
    keyboard.type("immune")
    expect(compare.status).to_contain_text(f"of {ALL} causes shown")
    for _ in range(40):
        keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == NERVE:
            break
    expect(compare.box(NERVE)).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keyboard.press("Space")
    expect(compare.beside).to_be_visible()
    go = page.get_by_role("button", name="See them side by side")
    for _ in range(10):
        keyboard.press("Tab")
        if go.evaluate("button => button === document.activeElement"):
            break
    keyboard.press("Enter")
    expect(page.locator("#beside")).to_be_focused()
    keyboard.press("Tab")
    expect(page.get_by_role("button", name=f"Take out {CAUSES['b12'].name}")).to_be_focused()
    keyboard.press("Enter")
    expect(compare.beside).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390])
def test_what_has_the_focus_is_not_under_the_bar(width: int, compare: Comparison) -> None:
    page = compare.page
    page.set_viewport_size({"width": width, "height": 640})
    compare.choose(MOTOR)
    compare.box("b12").focus()
    for _ in range(2 * ALL - 1):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "() => { const {top, bottom} = document.activeElement.getBoundingClientRect(); return [top, bottom] }"
        )
        bar = page.locator(".causes__bar").bounding_box()
        assert bar
        assert box[1] <= bar["y"] or box[0] >= bar["y"] + bar["height"] - 1, page.evaluate(
            "document.activeElement.outerHTML"
        )


def test_how_many_are_shown_is_announced_politely_and_only_once(compare: Comparison) -> None:
    expect(compare.status).to_have_count(1)
    heard = compare.status.evaluate_handle(
        """place => { const heard = [];
        new MutationObserver(() => heard.push(place.textContent)).observe(place, {childList: true}); return heard; }"""
    )
    compare.page.get_by_label("Feeling", exact=True).select_option(label="normal feeling")
    said = heard.evaluate("heard => heard")
    assert len(said) == 1
    assert said[0].startswith(f"{len(fitting('numbness', 'no'))} of {ALL} causes shown.")


def test_without_javascript_everything_is_there_and_no_control_is(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}compare/")
    assert page.locator(".causes__overview tbody th:visible").all_inner_texts() == NAMES
    expect(page.locator(".cause:visible")).to_have_count(ALL)
    for key, cause in CAUSES.items():
        card = page.locator(f"#cause-{key}")
        expect(card).to_contain_text(cause.tests)
        expect(card.locator("[data-row=sources] a")).to_have_count(len(cause.sources))
        for each in cause.features:
            for answer in (each.fits + " " + each.against).split():
                expect(card).to_contain_text(PHRASES[each.question][answer].removeprefix("came "))
    expect(page.locator(".causes :is(input, select, button):visible")).to_have_count(0)
    context.close()


def test_both_generators_make_the_same_comparison(built: Path, by_zensical: Site) -> None:
    pages = [folder / "compare" / "index.html" for folder in (built, by_zensical.folder)]
    first, second = (TABLE.findall(page.read_text(encoding="utf-8")) for page in pages)
    assert len(first) == 1
    assert [first[0].replace(FOR_SEARCH, "")] == [each.replace(FOR_SEARCH, "") for each in second]


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("more", [(NERVE,), (NERVE, "cervical_myelopathy")])
def test_nothing_scrolls_sideways_on_a_phone_with_causes_chosen(
    width: int, more: tuple[str, ...], compare: Comparison
) -> None:
    compare.page.set_viewport_size({"width": width, "height": 800})
    compare.choose(*more)
    assert compare.page.evaluate("document.documentElement.scrollWidth") <= width
    wide = compare.page.locator(".causes *:visible").evaluate_all(
        WIDE,
        width,
    )
    assert not wide


@pytest.fixture(params=["light", "dark"])
def context_of(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in one colour scheme."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce", service_workers="block")
    yield context
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_once_it_was_used(width: int, context_of: BrowserContext, site: str) -> None:
    page = context_of.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    compare = Comparison(page, site).open()
    compare.choose(MOTOR, NERVE, ACUTE)
    compare.page.get_by_label("How fast it comes", exact=True).select_option(label="slowly over years")
    expect(compare.beside).to_be_visible()
    assert not violations(page)


def test_it_works_after_instant_navigation_and_a_second_time(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate("window.same = true")
    compare = Comparison(page, site)
    pages_known(page)
    for _ in range(2):
        follow(page, "compare/")
        compare.ready().choose(NERVE)
        assert compare.heads() == [CAUSES["b12"].name, CAUSES[NERVE].name]
        follow(page, "glossary/")
        expect(page.locator("h1")).to_contain_text("Glossary")
    assert page.evaluate("window.same"), "the page was loaded anew"


def test_nothing_of_the_choice_is_in_the_address_or_stored(compare: Comparison) -> None:
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.length])"
    before = compare.page.evaluate(stored)
    compare.choose(NERVE)
    compare.words.fill("immune")
    assert compare.page.url.endswith("/compare/")
    assert compare.page.evaluate(stored) == before


def test_paper_has_the_chosen_ones_or_all(compare: Comparison) -> None:
    page = compare.page
    page.emulate_media(media="print")
    expect(compare.cards).to_have_count(ALL)
    expect(page.locator(".causes__form")).to_be_hidden()
    page.emulate_media(media="screen")
    compare.choose(NERVE)
    page.emulate_media(media="print")
    expect(compare.beside).to_be_visible()
    expect(compare.cards).to_have_count(0)
    expect(page.locator(".urgent-line")).to_be_visible()
    expect(page.locator("#first-tests")).to_be_hidden()
    printed = page.locator(".causes__beside td a:visible, #what-to-tell + ul a:visible")
    named = {str(link.get_attribute("href")).rpartition("#")[2] for link in printed.all()}
    assert {each.get_attribute("id") for each in page.locator(".references li:visible").all()} == named
    expect(compare.beside.get_by_role("button")).to_have_count(0)
