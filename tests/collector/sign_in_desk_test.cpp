#include "sync/collector/sign_in_desk.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/collector/password.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using std::chrono::hours;

namespace {

constexpr UtcTime morning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + hours{13}};

}  // namespace

TEST_CASE("A sign-in link works once, for an hour, and the newest alone", "[collector][sign-in]") {
  SignInDesk desk;
  CHECK_FALSE(desk.use_link("", morning));
  desk.make_link("one", morning);
  CHECK_FALSE(desk.use_link("two", morning));
  CHECK(desk.use_link("one", morning + minutes{59}));
  CHECK_FALSE(desk.use_link("one", morning + minutes{59}));
  desk.make_link("late", morning);
  CHECK_FALSE(desk.use_link("late", morning + minutes{60}));
  desk.make_link("older", morning);
  desk.make_link("newer", morning);
  CHECK_FALSE(desk.use_link("older", morning));
  CHECK(desk.use_link("newer", morning));
}

TEST_CASE("After five wrong passwords each next one waits twice as long, a quarter hour at most",
          "[collector][sign-in]") {
  SignInDesk desk;
  UtcTime now = morning;
  for (int number = 0; number < 4; ++number) {
    desk.count_try(now);
    REQUIRE(desk.wait(now) == seconds{0});
  }
  for (const int wait_s : {30, 60, 120, 240, 480, 900, 900, 900}) {
    desk.count_try(now);
    CHECK(desk.wait(now) == seconds{wait_s});
    CHECK(desk.wait(now + milliseconds{1}) == seconds{wait_s});
    now += seconds{wait_s};
    CHECK(desk.wait(now - milliseconds{1}) == seconds{1});
    CHECK(desk.wait(now) == seconds{0});
  }
  SECTION("a right one ends that") {
    desk.open("token", SignedInBy::password, now);
    desk.count_try(now);
    CHECK(desk.wait(now) == seconds{0});
  }
  SECTION("a clock that was set back does not make it years: the wait begins anew, once") {
    desk.count_try(now);
    const UtcTime before = now - hours{24 * 400};
    CHECK(desk.is_ahead_of(before));
    CHECK(desk.put_clock_right(before));
    CHECK_FALSE(desk.put_clock_right(before));
    CHECK(desk.wait(before) == seconds{900});
    CHECK(desk.wait(before + seconds{899}) == seconds{1});
    CHECK(desk.wait(before + seconds{900}) == seconds{0});
  }
}

TEST_CASE("A session ends after 12 hours without use, and after 7 days in any case",
          "[collector][sign-in]") {
  SignInDesk desk;
  desk.open("token", SignedInBy::password, morning);
  CHECK(desk.find("token", morning + hours{12} - milliseconds{1}) != nullptr);
  CHECK(desk.find("token", morning + hours{12}) == nullptr);
  CHECK(desk.find("other", morning) == nullptr);
  UtcTime now = morning;
  for (int day_half = 0; day_half < 14; ++day_half) {
    now += hours{12} - minutes{1};
    REQUIRE(desk.find("token", now) != nullptr);
    CHECK(desk.note_use("token", now));
    CHECK_FALSE(desk.note_use("token", now + minutes{4}));
  }
  CHECK(desk.find("token", morning + hours{7 * 24}) == nullptr);
  desk.end("token");
  CHECK(desk.state().sessions.empty());
  CHECK_FALSE(desk.note_use("token", now + hours{1}));
}

TEST_CASE("There is room for so many sessions; the longest unused gives way",
          "[collector][sign-in]") {
  SignInDesk desk;
  for (std::size_t number = 0; number < sign_in::sessions_max; ++number) {
    desk.open(std::to_string(number), SignedInBy::password,
              morning + seconds{static_cast<int>(number)});
  }
  desk.note_use("0", morning + hours{1});
  desk.open("new", SignedInBy::password, morning + hours{1});
  CHECK(desk.state().sessions.size() == sign_in::sessions_max);
  CHECK(desk.find("0", morning + hours{1}) != nullptr);
  CHECK(desk.find("1", morning + hours{1}) == nullptr);
  CHECK(desk.find("new", morning + hours{1}) != nullptr);
  // Those that ended go first.
  desk.open("next day", SignedInBy::password, morning + hours{30});
  CHECK(desk.state().sessions.size() == 1);
}

TEST_CASE("Choosing a password ends every session and any link", "[collector][sign-in]") {
  SignInDesk desk;
  desk.open("token", SignedInBy::link, morning);
  desk.make_link("link", morning);
  desk.choose_password("hash");
  CHECK(desk.find("token", morning) == nullptr);
  CHECK_FALSE(desk.use_link("link", morning));
  CHECK(desk.state().password == "hash");
}

TEST_CASE("A password is kept as Argon2id and known again", "[collector][sign-in]") {
  const auto hash = hash_password("nine lives, one door");
  REQUIRE(hash);
  CHECK(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(*hash_password("nine lives, one door") != *hash);
  CHECK(is_password(*hash, "nine lives, one door"));
  CHECK_FALSE(is_password(*hash, "nine lives, one doo"));
  CHECK_FALSE(is_password(*hash, ""));
  CHECK_FALSE(is_password("", ""));
  CHECK_FALSE(is_password("", "nine lives, one door"));
  CHECK_FALSE(is_password("not a hash", "nine lives, one door"));
}

TEST_CASE("A password has ten letters in any script, and an end", "[collector][sign-in]") {
  CHECK(hash_password("ñandúñandú"));
  CHECK(hash_password("          "));  // no silly rules
  for (const std::string& wrong : {std::string("123456789"), std::string("ñandúñand"),
                                   std::string(sign_in::password_bytes_max + 1, 'x')}) {
    const auto refused = hash_password(wrong);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalid);
  }
}

TEST_CASE("What began under a clock that was ahead ends when the clock is put right",
          "[collector][sign-in]") {
  SignInDesk desk;
  desk.make_link("one", morning);
  CHECK_FALSE(desk.use_link("one", morning - hours{24 * 400}));
  CHECK(desk.use_link("one", morning - minutes{1}));  // a step of a clock that is kept right
  desk.open("token", SignedInBy::password, morning);
  CHECK(desk.find("token", morning - minutes{1}) != nullptr);
  CHECK(desk.find("token", morning - hours{24 * 400}) == nullptr);
}
