#include "shared/wire/schedule.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "../sample.h"

using namespace lintel;
using namespace std::chrono_literals;

namespace {

Event rich() {
  Event draft = sample::event({sample::session({"a", "204", "10:00", "10:45"}),
                               sample::session({"b", "gym", "11:00", "11:45"})});
  draft.theme = "This is “what” we prefer";
  draft.languages = {"en", "es"};
  draft.clock_style = ClockStyle::hours_24;
  draft.accent = "#0B6B6B";
  draft.rules = {5, 6, 7};
  Session& a = draft.sessions[0];
  a.challenge = "Some of us\nsay nothing \\ ever.";
  a.suggestions = {"Greet us", "Dí mi nombre"};
  a.presenters = {"美玲", "Łukasz"};
  a.group = "Grade 10";
  a.slides_url = "https://example.org/a?b=1&c=%20";
  draft.sessions[1].status = SessionStatus::cancelled;
  draft.sessions[1].moved_from = RoomId{"204"};
  draft.sessions[1].start.offset = draft.sessions[1].end.offset = 345min;
  return *make_event(draft);
}

std::string refusal(const nlohmann::ordered_json& document) {
  const auto event = wire::decode_schedule(document.dump());
  return event ? "accepted" : event.error().message;
}

}  // namespace

TEST_CASE("An event survives the schedule document with every offset", "[wire]") {
  const Event event = rich();
  const std::string document = wire::encode(event);
  const auto decoded = wire::decode_schedule(document);
  REQUIRE(decoded);
  CHECK(*decoded == event);
  CHECK(decoded->sessions[1].start.offset == 345min);
  CHECK(wire::encode(*decoded) == document);
  CHECK(nlohmann::ordered_json::parse(document).dump() == document);
}

TEST_CASE("The guide's name does not go to the doors", "[wire]") {
  Event event = rich();
  event.sessions[0].guide = "Ms. Alvarez";
  CHECK(wire::encode(event).find("Alvarez") == std::string::npos);
}

TEST_CASE("A document of a newer Lintel says so", "[wire]") {
  auto document = nlohmann::ordered_json::parse(wire::encode(rich()));
  document["lintel_schedule"] = 2;
  CHECK(wire::decode_schedule(document.dump()).error().code == ErrorCode::newer);
}

TEST_CASE("What a later version adds is overlooked", "[wire]") {
  auto document = nlohmann::ordered_json::parse(wire::encode(rich()));
  document["generator"] = "later";
  document["event"]["sessions"][0]["track"] = 3;
  CHECK(refusal(document) == "accepted");
}

TEST_CASE("A broken schedule is refused by path, never half taken", "[wire]") {
  const auto good = nlohmann::ordered_json::parse(wire::encode(rich()));
  const auto spoiled = [&](const char* pointer, const nlohmann::ordered_json& value) {
    auto document = good;
    document[nlohmann::ordered_json::json_pointer(pointer)] = value;
    return refusal(document);
  };
  CHECK(refusal(good) == "accepted");
  CHECK(spoiled("/lintel_schedule", "1").starts_with("lintel_schedule: "));
  CHECK(spoiled("/event", 1).starts_with("event: "));
  CHECK(spoiled("/event/clock", 13) == "event.clock: is 12 or 24.");
  CHECK(spoiled("/event/rooms", nullptr) == "event.rooms: is missing.");
  CHECK(spoiled("/event/rooms/1/name", 7) == "event.rooms[1].name: must be text.");
  CHECK(spoiled("/event/sessions/1", 7) == "event.sessions[1]: must be an object.");
  CHECK(spoiled("/event/sessions/1/start", "10:00").starts_with("event.sessions[1].start: "));
  CHECK(spoiled("/event/sessions/1/status", "off").starts_with("event.sessions[1].status: "));
  CHECK(spoiled("/event/sessions/0/suggestions", "x").starts_with("event.sessions[0].suggestions"));
  CHECK(spoiled("/event/sessions/0/room", "lab").find("none of the event's rooms") !=
        std::string::npos);
  CHECK(spoiled("/event/answers/min_answers", 1).starts_with("min_answers: "));
  CHECK(spoiled("/event/form/use", nlohmann::ordered_json::array()).starts_with("form.use: "));
  CHECK_FALSE(wire::decode_schedule(""));
  CHECK_FALSE(wire::decode_schedule("[]"));
  CHECK_FALSE(wire::decode_schedule(std::string(5 * 1024 * 1024, ' ')));
  CHECK_FALSE(wire::decode_schedule(std::string(100'000, '[')));
}

TEST_CASE("The zone's rules travel with a schedule, and only in order", "[wire][clock]") {
  Event event = rich();
  event.zone_offsets = {{UtcTime{parse_rfc3339("2026-03-08T08:00:00Z")->utc}, minutes{-300}},
                        {UtcTime{parse_rfc3339("2026-11-01T07:00:00Z")->utc}, minutes{-360}}};
  const std::string document = wire::encode(event);
  const auto read = wire::decode_schedule(document);
  REQUIRE(read);
  CHECK(*read == event);
  CHECK(read->offset_at(UtcTime{parse_rfc3339("2026-03-01T00:00:00Z")->utc}) == minutes{-300});
  for (const char* offsets : {R"(["soon"])", R"([5])", R"({})",
                              R"(["2026-11-01T01:00:00-06:00","2026-03-08T03:00:00-05:00"])"}) {
    std::string wrong = document;
    const auto begin = wrong.find('[', wrong.find("zone_offsets"));
    wrong.replace(begin, wrong.find(']', begin) - begin + 1, offsets);
    CAPTURE(wrong);
    CHECK_FALSE(wire::decode_schedule(wrong));
  }
}
