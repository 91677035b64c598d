#include "shared/wire/cloudevents.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <nlohmann/json.hpp>

#include "../sample.h"
#include "shared/wire/canonical_event.h"

using namespace lintel;

namespace {

const Uuid device = *Uuid::parse("0f8fad5b-d9cb-469f-a165-70867728950e");

Response plain() {
  Response response;
  response.id = *Uuid::parse("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  response.event = {"pd-day"};
  response.session = {"greet-us"};
  response.form = "exit/1";
  response.use = "yes-this-week";
  response.tried = {1, 3};
  response.help = {"time"};
  return response;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

const std::string purpose = R"("purpose":"exit",)";

// As Lintel 0.1 wrote it: a phase, flags, and a note in plain or none.
std::string old_bytes(const std::string& note) {
  std::string bytes = replaced(wire::encode(plain(), device), purpose, "");
  bytes = replaced(bytes, R"("answers")", R"("phase":"late","answers")");
  bytes.replace(bytes.rfind("}}"), 2, R"(,"note":)" + note + R"(,"flags":["burst"]}})");
  return bytes;
}

std::string refusal(const std::string& event) {
  const auto decoded = wire::decode_response(event);
  return decoded ? "accepted" : decoded.error().message;
}

}  // namespace

TEST_CASE("An answer is exactly the CloudEvent of the protocol", "[wire]") {
  CHECK(wire::encode(plain(), device) ==
        R"({"specversion":"1.0","id":"7c9e6679-7425-40de-944b-e07fc1f90ae7",)"
        R"("source":"urn:lintel:device:0f8fad5b-d9cb-469f-a165-70867728950e",)"
        R"("type":"org.lintel.response.v1","subject":"greet-us",)"
        R"("datacontenttype":"application/json","data":{"event":"pd-day","purpose":"exit",)"
        R"("form":"exit/1","answers":{"use":"yes-this-week","try":[1,3],"help":["time"]}}})");
}

TEST_CASE("Answers in every script survive, byte for byte", "[wire][property]") {
  std::mt19937 random{12};
  for (int i = 0; i < 2000; ++i) {
    const Response response = sample::response(random);
    const std::string bytes = wire::encode(response, device);
    const auto decoded = wire::decode_response(bytes);
    REQUIRE(decoded);
    REQUIRE(decoded->response == response);
    REQUIRE(decoded->device == device);
    REQUIRE_FALSE(decoded->note);
    REQUIRE(nlohmann::ordered_json::parse(bytes).dump() == bytes);
  }
}

TEST_CASE("A batch gives back the frozen bytes of each event", "[wire]") {
  std::mt19937 random{13};
  std::vector<std::string> events;
  for (int i = 0; i < 100; ++i) {
    events.push_back(wire::encode(sample::response(random), device));
  }
  const auto batch = wire::decode_batch(wire::join_batch(events));
  REQUIRE(batch);
  REQUIRE(batch->size() == 100);
  for (std::size_t i = 0; i < events.size(); ++i) {
    REQUIRE((*batch)[i].bytes == events[i]);
    REQUIRE((*batch)[i].device == device);
    REQUIRE((*batch)[i].record);
  }
}

TEST_CASE("Another writer's white space changes no canonical bytes", "[wire]") {
  const std::string bytes = wire::encode(plain(), device);
  const std::string spaced = "[\n" + nlohmann::ordered_json::parse(bytes).dump(4) + "\n]\n";
  const auto batch = wire::decode_batch(spaced);
  REQUIRE(batch);
  CHECK(batch->front().bytes == bytes);
  CHECK(batch->front().record);
}

TEST_CASE("Extensions are forgotten: they could tell answers apart", "[wire]") {
  const std::string bytes = wire::encode(plain(), device);
  const auto batch = wire::decode_batch(
      "[" + replaced(bytes, R"("subject")", R"("traceparent":"00-1","subject")") + "]");
  REQUIRE(batch);
  CHECK(batch->front().bytes == bytes);
  REQUIRE(batch->front().record);
  CHECK(std::get<Response>(*batch->front().record) == plain());
}

TEST_CASE("Extensions and times of a newer form are forgotten, its data is kept whole", "[wire]") {
  std::string newer = replaced(wire::encode(plain(), device), "exit/1", "exit/99");
  newer = replaced(newer, R"("answers")", R"("mood":{"a":[1,2]},"answers")");
  const auto bare = wire::decode_batch("[" + newer + "]");
  const auto decorated = wire::decode_batch(
      "[" +
      replaced(newer, R"("subject")",
               R"("time":"2026-11-20T10:41:07Z","sequence":"7","traceparent":"00-1","subject")") +
      "]");
  REQUIRE(bare);
  REQUIRE(decorated);
  CHECK(decorated->front().bytes == bare->front().bytes);
  CHECK(decorated->front().bytes.find("2026") == std::string::npos);
  CHECK(decorated->front().bytes.find(R"("mood":{"a":[1,2]})") != std::string::npos);
}

TEST_CASE("An answer of Lintel 0.1 is the same answer, its note given back", "[wire]") {
  const std::string note = R"({"prompt":"working","text":"a\u0007\u202eb"})";
  const auto batch = wire::decode_batch("[" + old_bytes(note) + "]");
  REQUIRE(batch);
  CHECK(batch->front().bytes == wire::encode(plain(), device));
  REQUIRE(batch->front().plain_note);
  CHECK(batch->front().plain_note->text == "a b");
  CHECK_FALSE(wire::decode_batch("[" + old_bytes("null") + "]")->front().plain_note);
}

TEST_CASE("A sealed note survives beside answers, byte for byte", "[wire]") {
  const SealedNote note{*Uuid::parse("11111111-2222-4333-8444-555555555555"), plain().topic(),
                        "exit/2", "working", std::string(560, '\x9f')};
  const std::string bytes = wire::encode(note, device);
  const auto batch = wire::decode_batch(wire::join_batch({wire::encode(plain(), device), bytes}));
  REQUIRE(batch);
  REQUIRE(batch->size() == 2);
  CHECK((*batch)[1].bytes == bytes);
  CHECK(std::get<SealedNote>(*(*batch)[1].record) == note);
  CHECK(wire::decode_note(bytes)->device == device);
  const auto short_box = wire::decode_note(replaced(bytes, "n5+fn5+f", "n5+f"));
  REQUIRE_FALSE(short_box);
  CHECK(short_box.error().message.starts_with("box: "));
}

TEST_CASE("What is filled up says nothing by its length and reads the same", "[wire]") {
  const std::string body = wire::join_batch({wire::encode(plain(), device)});
  const std::string filled = wire::filled(body, wire::Fill::answers);
  CHECK(filled.size() == wire::answers_fill_bytes);
  CHECK(wire::filled(body, wire::Fill::notes).size() == wire::notes_fill_bytes);
  CHECK(wire::decode_batch(filled)->front().bytes == wire::encode(plain(), device));
}

TEST_CASE("An empty batch is a batch", "[wire]") {
  CHECK(wire::decode_batch("[]")->empty());
  CHECK(wire::decode_batch(" [ ] ")->empty());
  CHECK(wire::join_batch({}) == "[]");
}

TEST_CASE("One bad event does not spoil the batch it is in", "[wire]") {
  const std::string good = wire::encode(plain(), device);
  const std::string bad = replaced(good, R"("form":"exit/1")", R"("form":7)");
  const std::string stranger = replaced(good, "urn:lintel:device:", "https://example.org/");
  const auto batch = wire::decode_batch("[" + bad + "," + good + "," + stranger + "]");
  REQUIRE(batch);
  REQUIRE(batch->size() == 3);
  CHECK((*batch)[0].id == plain().id);
  CHECK((*batch)[0].device == device);
  REQUIRE_FALSE((*batch)[0].record);
  CHECK((*batch)[0].record.error().message == "form: must be text.");
  CHECK((*batch)[1].record);
  CHECK((*batch)[2].device.is_nil());
  CHECK((*batch)[2].record.error().message.starts_with("source: "));
}

TEST_CASE("A body that is no batch is one sentence", "[wire]") {
  const std::string event = wire::encode(plain(), device);
  const std::string deep = std::string(20'000, '[') + std::string(20'000, ']');
  const std::vector<std::string> bodies = {
      "",
      "null",
      "{}",
      event,
      "[" + event,
      event + "]",
      "[" + event + ",]",
      "[,]",
      "[" + event + " " + event + "]",
      "[1],[2]",
      "[{\"id\":1}]",
      "[{}]",
      "[[]]",
      "[\"a\"]",
      "[NaN]",
      deep,
      "[\"" + std::string(300'000, 'x') + "\"]",
      "\xFF\xFE[]",
      std::string("[\0]", 3),
      "[" + event + "]garbage",
      "[" + replaced(event, "greet-us", "greet\xC0\xAFus") + "]",
      "[" + replaced(event, "greet-us", "\\ud800") + "]",
      "[{\"id\":\"" + event};
  for (const std::string& body : bodies) {
    CAPTURE(body.substr(0, 80));
    const auto batch = wire::decode_batch(body);
    REQUIRE_FALSE(batch);
    CHECK(batch.error().message.back() == '.');
  }
  std::vector<std::string> many(101, event);
  CHECK(wire::decode_batch(wire::join_batch(many)).error().code == ErrorCode::limit);
}

TEST_CASE("A nested extension within bounds is fine, a bomb is refused", "[wire]") {
  const std::string good = wire::encode(plain(), device);
  const auto nested = [&](std::size_t depth) {
    return "[" +
           replaced(
               good, R"("subject")",
               R"("x":)" + std::string(depth, '[') + std::string(depth, ']') + R"(,"subject")") +
           "]";
  };
  CHECK(wire::decode_batch(nested(5)));
  CHECK_FALSE(wire::decode_batch(nested(5000)));
}

TEST_CASE("The same member twice is refused by name", "[wire]") {
  const std::string good = wire::encode(plain(), device);
  const auto batch = wire::decode_batch(
      "[" +
      replaced(good, R"("use":"yes-this-week")", R"("use":"not-sure","use":"yes-this-week")") +
      "]");
  REQUIRE(batch);
  REQUIRE_FALSE(batch->front().record);
  CHECK(batch->front().record.error().message == "event: has the same member twice.");
}

TEST_CASE("What is wrong with an event is said by field", "[wire]") {
  const std::string good = wire::encode(plain(), device);
  CHECK(refusal(good) == "accepted");
  CHECK(refusal("[]").starts_with("event: "));
  CHECK(refusal("nonsense").starts_with("The event "));
  CHECK(refusal(replaced(good, "7c9e6679", "7c9e667")).starts_with("id: "));
  CHECK(refusal(replaced(good, R"("1.0")", R"("0.3")")).starts_with("specversion: "));
  CHECK(refusal(replaced(good, "response.v1", "response.v9")).starts_with("type: "));
  CHECK(refusal(replaced(good, R"("subject":"greet-us",)", "")) == "subject: is missing.");
  CHECK(refusal(replaced(good, "application/json", "text/xml")).starts_with("datacontenttype: "));
  CHECK(refusal(replaced(good, R"("event":"pd-day",)", "")) == "event: is missing.");
  CHECK(refusal(replaced(good, R"("exit",)", R"("soon",)")).starts_with("purpose: "));
  CHECK(refusal(replaced(good, "[1,3]", "[1e999]")).starts_with("The event "));
  CHECK(refusal(replaced(good, "[1,3]", "[99999999999999999999]")).starts_with("answers.try: "));
  CHECK(refusal(replaced(good, "[1,3]", "[1.5]")).starts_with("answers.try: "));
  CHECK(refusal(replaced(good, "[1,3]", "{}")).starts_with("answers.try: "));
  CHECK(refusal(replaced(good, "[1,3]", "[1,2,3,4,5,6,7,8,8]")).starts_with("answers.try: "));
  CHECK(refusal(replaced(good, R"(["time"])", "[3]")).starts_with("answers.help: "));
  CHECK(refusal(old_bytes("{}")).starts_with("note.prompt: "));
  CHECK(refusal(old_bytes(R"({"prompt":"working","text":")" + std::string(2001, 'x') + R"("})"))
            .starts_with("note.text: "));
  CHECK(refusal(replaced(good, "greet-us", std::string(17'000, 'x'))).starts_with("The event "));
}

TEST_CASE("Optional members may be left out", "[wire]") {
  std::string lean = wire::encode(plain(), device);
  lean = replaced(lean, purpose, "");
  lean = replaced(lean, R"("datacontenttype":"application/json",)", "");
  lean = replaced(lean, R"(,"try":[1,3],"help":["time"])", "");
  const auto decoded = wire::decode_response(lean);
  REQUIRE(decoded);
  CHECK(decoded->response.tried.empty());
  CHECK(decoded->response.purpose == Purpose::exit);
  CHECK_FALSE(decoded->note);
}

TEST_CASE("The fast way and the general reader never disagree", "[wire][property]") {
  std::mt19937 random{21};
  for (int i = 0; i < 300; ++i) {
    const Response response = sample::response(random);
    const std::string bytes = wire::encode(response, device);
    const auto fast = wire::read_canonical(bytes);
    REQUIRE(fast);
    REQUIRE(fast->response == response);
    REQUIRE(fast->device == device);
    for (int change = 0; change < 40; ++change) {
      std::string changed = bytes;
      changed[random() % changed.size()] = static_cast<char>(random() & 0xFFU);
      const auto again = wire::read_canonical(changed);
      const auto general = wire::decode_response(changed);
      if (again) {
        REQUIRE(general);
        REQUIRE(again->response == general->response);
      }
    }
  }
}

TEST_CASE("Any bytes at all are survived", "[wire][property]") {
  std::mt19937 random{14};
  const std::string good = wire::join_batch({wire::encode(plain(), device)});
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good;
    for (std::size_t hits = 1 + random() % 4; hits > 0; --hits) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = static_cast<char>(random() & 0xFFU);
          break;
        case 1:
          bytes.erase(at, random() % 20);
          break;
        default:
          bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 20));
          break;
      }
      if (bytes.empty()) {
        break;
      }
    }
    const auto batch = wire::decode_batch(bytes);
    if (!batch) {
      REQUIRE_FALSE(batch.error().message.empty());
    }
    static_cast<void>(wire::decode_response(bytes));
    static_cast<void>(wire::decode_note(bytes));
  }
}

TEST_CASE("A full batch is decoded in well under a millisecond", "[.bench]") {
  std::mt19937 random{15};
  std::vector<std::string> events;
  for (int i = 0; i < 100; ++i) {
    events.push_back(wire::encode(sample::response(random), device));
  }
  const std::string body = wire::join_batch(events);
  constexpr int rounds = 500;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) {
    REQUIRE(wire::decode_batch(body));
  }
  const auto took = std::chrono::steady_clock::now() - begin;
  const double batch_us = std::chrono::duration<double, std::micro>(took).count() / rounds;
  WARN(batch_us << " us for a batch of " << body.size() << " bytes");
}
