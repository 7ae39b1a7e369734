"""The page's clock bar: what it shows, what moves the clock, and playing from mark to mark."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect
from screen import Screen

pytestmark = pytest.mark.browser

WIB = ZoneInfo("Asia/Jakarta")
MORNING = datetime(2026, 10, 1, 8, 0, tzinfo=WIB)
PAUSE = 2000
"""Milliseconds between two moves of playing; the page's timers are wound on, not waited for."""


async def morning(screen: Screen) -> None:
    """Open the page on Thursday, 1 October 2026, 08.00, with a phone, its timers in the test's hands."""
    await screen.http.post("/sim/clock", json={"to": MORNING.timestamp()})
    await screen.person("Budi")
    await screen.page.clock.install()
    await screen.show()
    await shows(screen, MORNING)


async def mark(screen: Screen, **at: datetime) -> None:
    """Set the marks, each of the kind that it is named by."""
    marks = [{"label": f"Ke {kind}", "at": instant.timestamp(), "kind": kind} for kind, instant in at.items()]
    answer = await screen.http.post("/sim/clock/marks", json={"marks": marks})
    assert answer.status_code == 200, answer.text


async def shows(screen: Screen, instant: datetime) -> None:
    """Wait until the bar shows that instant (its seconds run on) in Indonesian."""
    await expect(screen.page.locator("#clock-time")).to_have_text(instant.strftime("%H.%M"))
    await expect(screen.page.locator("#clock-date")).to_contain_text(f"{instant.day} Oktober 2026")


async def clock(screen: Screen) -> dict[str, Any]:
    return dict((await screen.http.get("/sim/clock")).json())


async def test_an_hour_on_shows_everywhere(screen: Screen) -> None:
    """The bar tells date and time in full words; what the bot says next has the moved time on the phone."""
    await morning(screen)
    page = screen.page
    await expect(page.locator(".clock-face time")).to_have_text("Kamis, 1 Oktober 2026 08.00")
    await page.get_by_role("button", name="+1 jam").click()
    await shows(screen, MORNING + timedelta(hours=1))
    assert (await clock(screen))["now"] - MORNING.timestamp() == pytest.approx(3600, abs=30)
    budi = (await screen.http.get("/sim/people")).json()[0]["id"]
    await screen.bot("sendMessage", chat_id=budi, text="Tadi pukul delapan")
    await screen.http.post("/sim/clock", json={"by": 15 * 3600})
    await screen.bot("sendMessage", chat_id=budi, text="Sekarang tengah malam")
    phone = screen.phone("Budi")
    times = phone.locator(".message.other .marks time")
    await expect(times).to_have_text(["09.00", "00.00"])
    await expect(phone.locator(".day")).to_have_text(["Kamis, 1 Oktober 2026", "Jumat, 2 Oktober 2026"])
    await page.get_by_label("Zona waktu").select_option("WIT")
    await expect(page.locator("#clock-time")).to_have_text("02.00")
    await expect(times).to_have_text(["11.00", "02.00"])


async def test_marks_are_buttons_that_go_there_and_leave_when_passed(screen: Screen) -> None:
    """In the order in which they were set, with where they lead; the page never goes back."""
    await morning(screen)
    opening, reminder = MORNING + timedelta(hours=23.5), MORNING + timedelta(hours=5)
    await mark(screen, opening=opening, reminder=reminder)
    jumps = screen.page.get_by_role("group", name="Majukan jam").get_by_role("button")
    await expect(jumps).to_have_text(["+1 jam09.00", "Ke openingJum, 2 Okt 07.30", "Ke reminder13.00"])
    await jumps.nth(2).click()
    await shows(screen, reminder)
    await expect(jumps).to_have_text(["+1 jam14.00", "Ke openingJum, 2 Okt 07.30"])
    await jumps.nth(1).click()
    await shows(screen, opening)
    await expect(jumps).to_have_text(["+1 jam08.30"])


async def test_a_mark_that_is_set_anew_keeps_its_button(screen: Screen) -> None:
    """A press that has begun is not lost when another instant comes in meanwhile, nor is the keyboard's place."""
    await morning(screen)
    await mark(screen, opening=MORNING + timedelta(hours=23.5))
    button = screen.page.get_by_role("button", name="Ke opening")
    await button.focus()
    await mark(screen, opening=MORNING + timedelta(hours=25))
    await expect(button).to_have_text("Ke openingJum, 2 Okt 09.00")
    await expect(button).to_be_focused()
    await screen.page.keyboard.press("Enter")
    await shows(screen, MORNING + timedelta(hours=25))


async def test_playing_goes_from_reminder_to_reminder_then_to_the_opening(screen: Screen) -> None:
    """Every two seconds, and only once the marks are known that count after the last move; `Berhenti` ends it."""
    await morning(screen)
    page = screen.page
    first, second, opening = (MORNING + timedelta(hours=hours) for hours in (1, 3, 23.5))
    await mark(screen, opening=opening, reminder=first)
    await page.get_by_role("button", name="Putar").click()
    await shows(screen, first)
    await page.clock.run_for(PAUSE)
    await shows(screen, first)
    await mark(screen, opening=opening, reminder=second)
    await page.clock.run_for(PAUSE)
    await shows(screen, second)
    await mark(screen, opening=opening)
    await page.clock.run_for(PAUSE)
    await shows(screen, opening)
    await mark(screen, reminder=opening + timedelta(hours=1))
    await page.get_by_role("button", name="Berhenti").click()
    await page.clock.run_for(30 * PAUSE)
    await expect(page.get_by_role("button", name="Putar")).to_be_enabled()
    assert (await clock(screen))["now"] < (opening + timedelta(minutes=1)).timestamp()


async def test_playing_stops_by_itself(screen: Screen) -> None:
    """Where nothing is left to go to, and when nobody looks at the page."""
    await morning(screen)
    page = screen.page
    play = page.get_by_role("button", name="Putar")
    await expect(play).to_be_disabled()
    reminder = MORNING + timedelta(hours=1)
    await mark(screen, reminder=reminder)
    await play.click()
    await shows(screen, reminder)
    await mark(screen)
    await page.clock.run_for(PAUSE)
    await expect(play).to_be_disabled()
    await mark(screen, reminder=reminder + timedelta(hours=1))
    await play.click()
    await expect(page.get_by_role("button", name="Berhenti")).to_be_visible()
    await page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(play).to_be_visible()
    moved = (await clock(screen))["offset_seconds"]
    await mark(screen, reminder=reminder + timedelta(hours=2))
    await page.clock.run_for(30 * PAUSE)
    assert (await clock(screen))["offset_seconds"] == moved


@pytest.mark.parametrize("width", [1440, 1024])
async def test_the_whole_bar_fits_a_desk(screen: Screen, width: int) -> None:
    """With the longest date and every button of the demo, nothing is cut off."""
    start = datetime(2026, 9, 30, 8, 0, tzinfo=WIB)
    await screen.page.set_viewport_size({"width": width, "height": 900})
    await screen.http.post("/sim/clock", json={"to": start.timestamp()})
    labels = ("Jam kerja berikutnya", "+1 hari kerja", "Pengingat berikutnya")
    marks = [{"label": label, "at": start.timestamp() + 86_400, "kind": "opening"} for label in labels]
    await screen.http.post("/sim/clock/marks", json={"marks": marks})
    await screen.show()
    await expect(screen.page.get_by_role("button", name="Pengingat berikutnya")).to_be_in_viewport(ratio=1)
    await expect(screen.page.get_by_role("button", name="Putar")).to_be_in_viewport(ratio=1)
    cut = await screen.page.evaluate("(n => n.scrollWidth - n.clientWidth)(document.querySelector('.jumps'))")
    assert cut == 0
