// Answers stay with their session when a new version of the day is loaded.
#include "shared/import/identity.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/import/import.h"
#include "zones.h"

using namespace lintel;
using Ids = std::vector<std::string>;

namespace {

Event day_of_rows(const std::string& rows, const std::string& head = "Title,Room,Start,End,Names") {
  ImportOptions options;
  options.title = "A day";
  options.time_zone = "America/Chicago";
  options.first_day = "2026-11-20";
  const ImportResult result =
      import_schedule({{"plan.csv", head + "\n" + rows}}, options, formats::real_zones());
  INFO(to_text(result.findings));
  REQUIRE(result.event);
  return *result.event;
}

const std::string monday = "Greet us,204,10:00,10:45,Mia;Jo\n";
const std::string late = "What late work is about,206,10:00,10:45,Al;Bo\n";

struct Outcome {
  Event event;
  Matching matching;
};

Outcome next(const Event& before, Event now, const SameDecisions& decisions = {},
             const SessionAliases& aliases = {}) {
  auto matching = keep_identities(before, aliases, decisions, now);
  REQUIRE(matching);
  return {std::move(now), std::move(*matching)};
}

std::string id_of(const Event& event, const std::string& title) {
  for (const Session& session : event.sessions) {
    if (session.title == title) {
      return session.id.value;
    }
  }
  return "-";
}

}  // namespace

TEST_CASE("another room, time or title keeps the id that was made of them", "[import][identity]") {
  const Event before = day_of_rows(monday + late);
  const Outcome moved =
      next(before, day_of_rows(monday + "What late work is about,Gym,13:00,13:45,Al;Bo\n"));
  CHECK(moved.matching.doubts.empty());
  CHECK(id_of(moved.event, "What late work is about") ==
        "what-late-work-is-about-2026-11-20t10-00");
  const Outcome renamed =
      next(before, day_of_rows(monday + "What late work is really about,206,10:00,10:45,Al;Bo\n"));
  CHECK(renamed.matching.doubts.empty());
  CHECK(id_of(renamed.event, "What late work is really about") ==
        "what-late-work-is-about-2026-11-20t10-00");
  // And again, when the file is loaded a third time with the id it makes now.
  const Outcome third = next(
      renamed.event, day_of_rows(monday + "What late work is really about,Gym,14:00,14:45,X;Y\n"),
      {}, renamed.matching.aliases);
  CHECK(id_of(third.event, "What late work is really about") ==
        "what-late-work-is-about-2026-11-20t10-00");
}

TEST_CASE("ids that come later do not lose answers", "[import][identity]") {
  const Event before = day_of_rows(monday + late);
  const Event with_ids =
      day_of_rows("g1,Greet us,204,10:00,10:45,Mia;Jo\n", "Id,Title,Room,Start,End,Names");
  const Outcome outcome = next(before, with_ids);
  CHECK(outcome.matching.doubts.empty());
  CHECK(outcome.event.sessions.front().id.value == "greet-us-2026-11-20t10-00");
  CHECK(outcome.matching.aliases.at("g1") == "greet-us-2026-11-20t10-00");
  CHECK(outcome.matching.gone.size() == 1);
}

TEST_CASE("what could be the same is asked, not guessed", "[import][identity]") {
  const Event before = day_of_rows(monday + late);
  const Event now = day_of_rows(monday + "Something else,206,10:00,10:45,Cy;Di\n");
  const Outcome outcome = next(before, now);
  REQUIRE(outcome.matching.doubts.size() == 1);
  CHECK(outcome.matching.doubts[0].now.value == "something-else-2026-11-20t10-00");
  CHECK(outcome.matching.doubts[0].before ==
        std::vector<SessionId>{{"what-late-work-is-about-2026-11-20t10-00"}});
  SameDecisions same;
  same.same = {{"something-else-2026-11-20t10-00", "what-late-work-is-about-2026-11-20t10-00"}};
  CHECK(id_of(next(before, now, same).event, "Something else") ==
        "what-late-work-is-about-2026-11-20t10-00");
  SameDecisions fresh;
  fresh.fresh = {"something-else-2026-11-20t10-00"};
  const Outcome other = next(before, now, fresh);
  CHECK(other.matching.doubts.empty());
  CHECK(id_of(other.event, "Something else") == "something-else-2026-11-20t10-00");
  fresh.fresh = {"nobody"};
  CHECK(next(before, now, fresh).matching.unknown == Ids{"nobody"});
}

TEST_CASE("one session cannot become two", "[import][identity]") {
  const Event before = day_of_rows("Greet us,204,10:00,10:45,Mia;Jo\n");
  const Event now =
      day_of_rows("Greet us,204,11:00,11:45,Mia;Jo\nGreet us,204,12:00,12:45,Mia;Jo\n");
  const Outcome outcome = next(before, now);
  CHECK(outcome.matching.doubts.size() == 2);
  SameDecisions both;
  for (const Session& session : now.sessions) {
    both.same[session.id.value] = before.sessions.front().id.value;
  }
  Event copy = now;
  CHECK_FALSE(keep_identities(before, {}, both, copy));
}

TEST_CASE("which of two alike has moved is asked", "[import][identity]") {
  const Event before =
      day_of_rows("Greet us,204,10:00,10:45,Mia;Jo\nGreet us,204,11:00,11:45,Mia;Jo\n");
  const Outcome outcome = next(before, day_of_rows("Greet us,204,13:00,13:45,Mia;Jo\n"));
  REQUIRE(outcome.matching.doubts.size() == 1);
  CHECK(outcome.matching.doubts[0].before.size() == 2);
}

TEST_CASE("row numbers are no identity", "[import][identity]") {
  const std::string head = "Nr,Title,Room,Start,End,Names";
  const Event before =
      day_of_rows("1,Greet us,204,10:00,10:45,A;B\n2,Late work,206,10:00,10:45,C;D\n", head);
  const Event now = day_of_rows(
      "1,Opening,Gym,9:00,9:45,Z;Y\n2,Greet us,204,10:00,10:45,A;B\n3,Late "
      "work,206,10:00,10:45,C;D\n",
      head);
  const Outcome outcome = next(before, now);
  CHECK(outcome.matching.doubts.empty());
  CHECK(id_of(outcome.event, "Greet us") == "1");
  CHECK(id_of(outcome.event, "Late work") == "2");
  CHECK(id_of(outcome.event, "Opening") == "1/2");
}

TEST_CASE("a thousand sessions with other ids are matched at once", "[import][identity]") {
  std::string old_rows;
  std::string new_rows;
  for (int i = 0; i < 1000; ++i) {
    const std::string number = std::to_string(i);
    const std::string row = ",About the number " + number + " of things," + number.substr(0, 1) +
                            ",10:00,10:45,P" + number + ";Q" + number + "\n";
    old_rows += "old-" + number + row;
    new_rows += "new-" + number + row;
  }
  const std::string head = "Id,Title,Room,Start,End,Names";
  const Outcome outcome = next(day_of_rows(old_rows, head), day_of_rows(new_rows, head));
  CHECK(outcome.matching.doubts.empty());
  CHECK(outcome.matching.gone.empty());
}
