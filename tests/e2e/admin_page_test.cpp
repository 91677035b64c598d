// The admin page as an admin meets it: the real collector, a real browser, its keyboard.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "shared/core/time.h"
#include "tests/e2e/support/browser.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/temp_folder.h"

namespace lintel::e2e {
namespace {

const std::string password = "a door for every word";
const std::string focused = "document.activeElement?.id === ";

struct Desk {
  TempFolder folder;
  std::unique_ptr<Collector> collector;
  std::unique_ptr<Browser> browser;

  Desk() {
    if (!Browser::is_there()) {
      SKIP("there is no Chromium here: the admin page was not opened in a browser");
    }
    need(Collector::load_event(data(), {sample_day()}));
    collector = need(Collector::serve(data(), folder.path().string()));
    browser = need(Browser::start(folder.path().string()));
  }
  std::string data() const { return folder / "collector"; }
  Browser& page() const { return *browser; }
  // Kept for the README when pictures are blessed.
  void photograph(const std::string& name) const {
    const std::string path = folder / (name + ".png");
    need(page().photograph(path));
    const std::string bytes = read_text(path);
    CHECK(bytes.starts_with("\x89PNG"));
    if (std::getenv("LINTEL_BLESS") != nullptr) {
      write_text(std::string(LINTEL_PICTURES) + "/" + name + ".png", bytes);
    }
  }
  void sees_results() const {
    need(page().wait_for_text("Will use something"));
    need(page().wait_until("document.getElementById('gate').hidden"));
  }
  // Nothing is cut off or pushed out of the window.
  void fits() const {
    need(page().wait_until("document.documentElement.scrollWidth <= innerWidth"));
    need(page().wait_until(
        "[...document.querySelectorAll('#gate form *')].every((part) => part.tagName === 'OPTION' "
        "|| part.className === 'username' || part.getBoundingClientRect().right <= innerWidth)"));
  }
};

}  // namespace

TEST_CASE("the first link leads to a password, and the password in again", "[e2e][admin]") {
  const Desk desk;
  Browser& page = desk.page();
  need(page.open(desk.collector->sign_in_link()));
  need(page.wait_for_text("Choose a password"));
  CHECK(need(page.value_of("location.href")) == "\"" + desk.collector->admin_page() + "\"");
  need(page.wait_until(focused + "'password'"));
  desk.fits();
  desk.photograph("admin-choose-password");
  need(page.type("too short"));
  need(page.press("Enter"));
  need(page.wait_for_text("at least 10 characters; a short sentence"));
  need(page.value_of("document.activeElement.select()"));
  need(page.type(password));
  need(page.press("Enter"));
  desk.sees_results();
  need(page.wait_until("!document.getElementById('choose-password').checkVisibility()"));

  need(page.click("#sign-out"));
  need(page.wait_for_text("You are signed out."));
  need(page.wait_until(focused + "'password'"));
  CHECK(need(page.cookies()) == "[]");
  need(page.wait_until("!document.body.innerText.includes('Will use something')"));
  need(page.open(desk.collector->admin_page()));
  need(page.wait_for_text("Sign in"));
  desk.fits();
  desk.photograph("admin-sign-in");
  need(page.type("a door for any word"));
  need(page.press("Enter"));
  need(page.wait_for_text("That is not the password."));
  need(page.type(password));
  need(page.press("Enter"));
  desk.sees_results();
}

TEST_CASE("a sign-in outlives the page and the collector, and its cookie is out of reach",
          "[e2e][admin]") {
  Desk desk;
  Browser& page = desk.page();
  need(page.open(desk.collector->sign_in_link()));
  need(page.click("#gate .second"));  // "Later"
  desk.sees_results();
  need(page.wait_until("document.getElementById('choose-password').checkVisibility()"));
  const auto cookies = nlohmann::json::parse(need(page.cookies()));
  REQUIRE(cookies.size() == 1);
  CHECK(cookies[0]["name"] == "__Host-lintel");
  CHECK(cookies[0]["secure"] == true);
  CHECK(cookies[0]["httpOnly"] == true);
  CHECK(cookies[0]["sameSite"] == "Strict");
  CHECK(cookies[0]["path"] == "/");
  CHECK(need(page.value_of("document.cookie + sessionStorage.length + localStorage.length")) ==
        "\"00\"");
  const int port = desk.collector->port();
  need(desk.collector->stop());
  desk.collector = need(Collector::serve(desk.data(), desk.folder.path().string(), port));
  need(page.open(desk.collector->admin_page()));
  desk.sees_results();
  // From the page itself a change goes through; the same without its token does not.
  CHECK(need(page.value_of("fetch('/v1/admin/undo', {method: 'POST', headers: {'Content-Type': "
                           "'application/json'}, body: '{}'}).then((reply) => reply.status)")) ==
        "403");
}

TEST_CASE("a link that was used, and a password that was changed, lead to the sign-in",
          "[e2e][admin]") {
  const Desk desk;
  Browser& page = desk.page();
  const std::string link = desk.collector->sign_in_link();
  need(page.open(link));
  need(page.click("#gate .second"));
  desk.sees_results();
  // From the terminal, beside the running server: every page finds itself signed out.
  const Outcome changed = run({"/bin/sh", "-c",
                               "echo '" + password + "' | " + collector_program() +
                                   " admin password --data " + desk.data()});
  INFO(changed.errors);
  CHECK(changed.exit_code == 0);
  need(page.wait_for_text("You were signed out."));
  need(page.wait_until("!document.body.innerText.includes('Will use something')"));
  need(page.open(link));
  need(page.wait_for_text("This link was used already, or is too old."));
  need(page.open(need(Collector::admin_link(desk.data()))));
  need(page.wait_for_text("Choose a password"));
  need(page.click("#gate .second"));
  desk.sees_results();
}

TEST_CASE("a phone has room for the sign-in and the page's buttons", "[e2e][admin]") {
  const Desk desk;
  Browser& page = desk.page();
  need(page.resize(360, 740));
  need(page.open(desk.collector->admin_page()));
  need(page.wait_for_text("Sign in"));
  desk.fits();
  need(page.click("#gate summary"));
  need(page.wait_for_text("lintel-collector admin link"));
  desk.fits();
  need(page.open(desk.collector->sign_in_link()));
  need(page.wait_for_text("Choose a password"));
  desk.fits();
  need(page.click("#gate .second"));
  desk.sees_results();
  desk.fits();
}

TEST_CASE("the keyboard alone shows what was typed and goes on", "[e2e][admin]") {
  const Desk desk;
  Browser& page = desk.page();
  need(page.open(desk.collector->sign_in_link()));
  need(page.wait_until(focused + "'password'"));
  need(page.type("abc"));
  need(page.press("Tab"));
  need(page.press("Enter"));
  need(page.wait_until("document.getElementById('password').type === 'text'"));
  need(page.wait_until(focused + "'password'"));
  for (int stop = 0; stop < 3; ++stop) {  // Hide, Save password, Later
    need(page.press("Tab"));
  }
  need(page.press("Enter"));
  desk.sees_results();
  CHECK(need(page.value_of("document.querySelectorAll('input[type=password]').length")) == "0");
}

TEST_CASE("the tablets' tab says which rooms have none, and the day's end is asked once",
          "[e2e][admin]") {
  const Desk desk;
  Browser& page = desk.page();
  // A day that is today by its own clock, whenever this is run.
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::string day = to_iso_day(LocalDay{today.time_since_epoch()});
  write_text(desk.folder / "event.toml",
             "[event]\nid = \"today\"\ntitle = \"Today\"\ntime_zone = \"Etc/UTC\"\n");
  write_text(desk.folder / "sessions.csv",
             "id,room,title,start,end,suggestion_1\nall-day,Room 12,All day," + day + " 00:00," +
                 day + " 23:59,Rest\n");
  need(Collector::load_event(desk.data(),
                             {desk.folder / "event.toml", desk.folder / "sessions.csv"}));
  need(page.open(desk.collector->sign_in_link()));
  need(page.click("#gate .second"));
  desk.sees_results();
  need(page.wait_for_text("Nothing due yet"));
  need(page.click("#tab-tablets"));
  need(page.wait_for_text("Room 12 has no tablet"));
  desk.fits();
  need(page.click("[data-key='day']"));
  need(page.wait_for_text("This cannot be taken back."));
  need(page.wait_until("document.activeElement?.dataset.key === 'day-cancel'"));
  need(page.press("Enter"));
  need(page.wait_until("document.querySelector('[data-key=\"day-sure\"]') === null"));
  need(page.click("[data-key='day']"));
  need(page.click("[data-key='day-sure']"));
  need(page.wait_for_text("The day is over: every door with a network"));
  need(page.resize(390, 844));
  desk.fits();
  desk.photograph("admin-tablets-phone");
}

}  // namespace lintel::e2e
