#include "sync/collector/commands.h"
#include "shared/trust/fingerprint.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "shared/core/text.h"
#include "shared/wire/schedule.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/zone_offsets.h"
#include "tests/collector/day.h"
#include "tests/collector/signed_tablet.h"
#include "tests/collector/socket_client.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

const std::string toml =
    "[event]\nid = \"pd-2026\"\ntitle = \"Student-Led PD Day\"\n"
    "time_zone = \"America/Chicago\"\n"
    "[[rooms]]\nid = \"204\"\nname = \"204\"\n";
const std::string csv =
    "id,room,title,start,end,suggestion_1\n"
    "late,204,What late work is about,2026-11-20 10:00,2026-11-20 10:45,One free late pass\n";

struct Run {
  int code = -1;
  std::string out;
  std::string err;
};

template <class Command>
Run run(Command&& command) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = command(Streams{out, err});
  return {code, out.str(), err.str()};
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path) << bytes;
}

int load(const std::string& path, const TempFolder& data, Streams streams) {
  LoadCommand command;
  command.day.files = {path};
  command.data_folder = data.path();
  return event_load(command, streams);
}

bool is_one_sentence(const std::string& text) {
  return text.starts_with("lintel-collector: ") &&
         std::count(text.begin(), text.end(), '\n') == 1 && text.ends_with(".\n");
}

}  // namespace

TEST_CASE("A folder of a day's files is loaded and exported again", "[collector][commands]") {
  const TempFolder day;
  const TempFolder data;
  write(day.file("event.toml"), toml);
  write(day.file("sessions.csv"), csv);
  write(day.file("notes.txt"), "not part of it");
  const Run loaded = run([&](Streams streams) { return load(day.path(), data, streams); });
  INFO(loaded.err);
  REQUIRE(loaded.code == exit_fine);
  REQUIRE(
      loaded.out.starts_with("Loaded \"Student-Led PD Day\": 1 room, 1 session, 2026-11-20, as "
                             "version 1."));
  const Run exported = run(
      [&](Streams streams) { return event_export(EventFormat::lintel, data.path(), "", streams); });
  REQUIRE(exported.code == exit_fine);
  REQUIRE(wire::decode_schedule(exported.out)->sessions.front().title == "What late work is about");
}

TEST_CASE("A load that fails changes nothing and names file and line", "[collector][commands]") {
  const TempFolder day;
  const TempFolder data;
  write(day.file("event.toml"), toml);
  write(day.file("sessions.csv"), csv);
  run([&](Streams streams) { return load(day.path(), data, streams); });
  const auto before = run(
      [&](Streams streams) { return event_export(EventFormat::lintel, data.path(), "", streams); });
  write(day.file("sessions.csv"), csv + "x,204,Backwards,2026-11-20 11:45,2026-11-20 11:00,\n");
  const Run failed = run([&](Streams streams) { return load(day.path(), data, streams); });
  REQUIRE(failed.code == exit_bad_input);
  REQUIRE(failed.err.find("sessions.csv:3:") != std::string::npos);
  REQUIRE(run([&](Streams streams) {
            return event_export(EventFormat::lintel, data.path(), "", streams);
          }).out == before.out);
  const Run checked = run([&](Streams streams) {
    return event_check({{day.path()}, {}}, CheckOutput::text, streams);
  });
  REQUIRE(checked.code == exit_bad_input);
  REQUIRE(checked.out.find("sessions.csv:3:") != std::string::npos);
}

TEST_CASE("With a server on the folder, commands go through it", "[collector][commands]") {
  const TempFolder day;
  const TempFolder data;
  write(day.file("event.toml"), toml);
  write(day.file("sessions.csv"), csv);
  Running collector(data);
  REQUIRE(write_serve_note(data.path(), {"http://127.0.0.1:" + std::to_string(collector.port())}));
  SocketClient client(collector.port());
  client.ask(post_batch(batch(1, 6)));
  const Run loaded = run([&](Streams streams) { return load(day.path(), data, streams); });
  INFO(loaded.err);
  REQUIRE(loaded.code == exit_fine);
  REQUIRE(client.ask(get("/v1/schedule")).body.find("What late work is about") !=
          std::string::npos);
  const Run results = run([&](Streams streams) {
    return results_export(ResultsFormat::csv, data.path(), "", streams);
  });
  REQUIRE(results.out.find(",6,no: answers come in groups,") != std::string::npos);
  const Run tablets =
      run([&](Streams streams) { return ledger(LedgerFormat::text, data.path(), streams); });
  REQUIRE(tablets.out.find("0 of 1 tablet in") != std::string::npos);
}

TEST_CASE("Names that are not to be shown reach no tablet", "[collector][commands]") {
  const TempFolder day;
  const TempFolder data;
  write(day.file("event.toml"), toml);
  write(day.file("sessions.csv"),
        "id,room,title,start,end,presenters,guide,show_names\n"
        "late,204,Late work,2026-11-20 10:00,2026-11-20 10:45,Quillon;Ysolde,Ms Brackenbury,no\n"
        "open,204,Open door,2026-11-20 11:00,2026-11-20 11:45,Amara;Luis,Mr Ostrander,yes\n");
  Running collector(data);
  REQUIRE(write_serve_note(data.path(), {"http://127.0.0.1:" + std::to_string(collector.port())}));
  LoadCommand command;
  command.day.files = {day.path()};
  command.data_folder = data.path();
  command.fresh = {"all"};  // another day than the one that is there
  const Run loaded = run([&](Streams streams) { return event_load(command, streams); });
  INFO(loaded.err);
  REQUIRE(loaded.code == exit_fine);
  SocketClient client(collector.port());
  const std::string sent = client.ask(get("/v1/schedule")).body;
  REQUIRE(sent.find("Amara") != std::string::npos);
  for (const char* kept_back : {"Quillon", "Ysolde", "Brackenbury", "Ostrander"}) {
    INFO(kept_back);
    CHECK(sent.find(kept_back) == std::string::npos);
  }
}

TEST_CASE("Results go to the file that is named", "[collector][commands]") {
  const TempFolder data;
  { const Running collector(data); }
  const std::string output = data.file("results.csv");
  const Run written = run([&](Streams streams) {
    return results_export(ResultsFormat::csv, data.path(), output, streams);
  });
  REQUIRE(written.code == exit_fine);
  REQUIRE(written.out.empty());
  REQUIRE(read_file(output, 1 << 20)->starts_with("\xEF\xBB\xBFsession,"));
  const Run nowhere = run([&](Streams streams) {
    return results_export(ResultsFormat::json, data.path(), "/nowhere/results.json", streams);
  });
  REQUIRE(nowhere.code == exit_failed);
  REQUIRE(is_one_sentence(nowhere.err));
}

TEST_CASE("What is missing or refused is said in one sentence", "[collector][commands]") {
  const TempFolder data;
  const Run empty = run([&](Streams streams) {
    return results_export(ResultsFormat::csv, data.file("none"), "", streams);
  });
  REQUIRE(empty.code == exit_failed);
  REQUIRE(is_one_sentence(empty.err));
  REQUIRE_FALSE(std::filesystem::exists(data.file("none")));
  const Run missing = run([&](Streams streams) {
    return event_check({{data.file("none.toml")}, {}}, CheckOutput::text, streams);
  });
  REQUIRE(missing.code == exit_bad_input);
  REQUIRE(is_one_sentence(missing.err));
  const Run folder = run([&](Streams streams) {
    return event_check({{data.path()}, {}}, CheckOutput::text, streams);
  });
  REQUIRE(folder.code == exit_bad_input);
  REQUIRE(is_one_sentence(folder.err));
  const Run open = run([&](Streams streams) {
    return serve({.data_folder = data.path(), .listen = "0.0.0.0:0", .open = true}, streams);
  });
  REQUIRE(open.code == exit_failed);
  REQUIRE(is_one_sentence(open.err));
  const Run address = run([&](Streams streams) {
    return serve({.data_folder = data.path(), .listen = "nowhere"}, streams);
  });
  REQUIRE(address.code == exit_bad_input);
  REQUIRE(is_one_sentence(address.err));
}

TEST_CASE("Tablets are listed, let in, turned away and revoked by command",
          "[collector][commands][pairing]") {
  const TempFolder data;
  Running collector(data, {}, Tablets::paired_only);
  REQUIRE(write_serve_note(data.path(), {"http://127.0.0.1:" + std::to_string(collector.port())}));
  const SignedTablet tablet{1};
  const SignedTablet other{2};
  SocketClient client(collector.port());
  offer(collector, tablet);
  offer(collector, other);
  const Run list =
      run([&](Streams streams) { return pair_list(PairFormat::text, data.path(), streams); });
  CHECK(list.out.find(tablet.code().text() + "  ") != std::string::npos);
  CHECK(list.out.find("says it is at 204, 10 min left") != std::string::npos);
  // In any case, without the hyphen; the room is the one the tablet says.
  std::string typed = ascii_lower(tablet.code().text());
  typed.erase(typed.find('-'), 1);
  const auto approve = [&](const std::string& code, const std::string& room,
                           const WordsAgree& agree) {
    return run(
        [&](Streams streams) { return pair_approve(code, room, agree, data.path(), streams); });
  };
  std::string asked;
  const Run differs = approve(typed, "", [&](const std::string& words) {
    asked = words;
    return false;
  });
  CHECK(differs.code == exit_failed);
  const auto committed = trust::decode_pair_reply(
      client.ask(tablet.offer(tablet.code(), SignedTablet::Number::committed)).body);
  REQUIRE(committed->nonce);
  CHECK(asked ==
        trust::fingerprint(tablet.key().public_key(), "", {tablet.nonce(), *committed->nonce}));
  CHECK(SocketClient(collector.port()).ask(tablet.post(batch(1, 2))).status == 401);
  const Run approved = approve(typed, "", nullptr);
  INFO(approved.err);
  CHECK(approved.code == exit_fine);
  CHECK(approved.out.starts_with("The tablet at 204 is paired. Its screen must have shown"));
  CHECK(approved.out.find(asked) != std::string::npos);
  CHECK(client.ask(tablet.post(batch(1, 2))).status == 201);
  CHECK(run([&](Streams streams) {
          return pair_refuse(other.code().text(), data.path(), streams);
        }).code == exit_fine);
  const Run again = approve(typed, "", nullptr);
  CHECK(again.code == exit_failed);
  CHECK(is_one_sentence(again.err));
  const Run nowhere = approve(other.code().text(), "999", nullptr);
  CHECK(nowhere.code == exit_failed);
  CHECK(run([&](Streams streams) {
          return pair_revoke(tablet.device().text(), data.path(), streams);
        }).code == exit_fine);
  CHECK(client.ask(tablet.post(batch(1, 2))).status == 401);
}

TEST_CASE("The admin page's password is chosen by command, with a server and without",
          "[collector][commands][sign-in]") {
  const TempFolder data;
  const auto choose = [&](const std::string& password) {
    return run([&](Streams streams) { return admin_password(password, data.path(), streams); });
  };
  const Run short_one = choose("too short");
  CHECK(short_one.code == exit_failed);
  CHECK(short_one.err ==
        "lintel-collector: Choose at least 10 characters; a short sentence is easy to remember.\n");
  CHECK(choose("a door for every word").code == exit_fine);
  const Run nobody = run([&](Streams streams) { return admin_link(data.path(), streams); });
  CHECK(nobody.code == exit_failed);
  CHECK(is_one_sentence(nobody.err));
  Running collector(data);
  const std::string url = "http://127.0.0.1:" + std::to_string(collector.port());
  REQUIRE(write_serve_note(data.path(), {url}));
  SocketClient client(collector.port());
  const auto sign_in = [&](const std::string& body) {
    return client.ask(send_body("POST", "/v1/admin/sign-in", "application/json", body)).status;
  };
  CHECK(sign_in(R"({"password":"a door for every word"})") == 200);
  CHECK(choose("a word for every door").code == exit_fine);
  CHECK(sign_in(R"({"password":"a door for every word"})") == 401);
  CHECK(sign_in(R"({"password":"a word for every door"})") == 200);
  const Run link = run([&](Streams streams) { return admin_link(data.path(), streams); });
  REQUIRE(link.code == exit_fine);
  REQUIRE(link.out.starts_with(url + "/admin/#once="));
  const std::string once = link.out.substr(link.out.find('=') + 1, 64);
  CHECK(sign_in("{\"once\":\"" + once + "\"}") == 200);
}

TEST_CASE("A port that is taken is named", "[collector][commands]") {
  const TempFolder folder;
  const TempFolder other;
  const Running collector(folder);
  const Run taken = run([&](Streams streams) {
    return serve(
        {.data_folder = other.path(), .listen = "127.0.0.1:" + std::to_string(collector.port())},
        streams);
  });
  REQUIRE(taken.code == exit_failed);
  REQUIRE(is_one_sentence(taken.err));
  REQUIRE(taken.err.find(std::to_string(collector.port())) != std::string::npos);
}

TEST_CASE("Offsets come from the system's time zones", "[collector][commands]") {
  const ZoneOffsets offsets = system_zone_offsets();
  const auto at = [](const char* text) { return *parse_local_time(text); };
  REQUIRE(*offsets("America/Chicago", at("2026-11-20T10:00")) == minutes{-360});
  REQUIRE(*offsets("America/Chicago", at("2026-07-01T10:00")) == minutes{-300});
  REQUIRE(*offsets("Asia/Kolkata", at("2026-07-01T10:00")) == minutes{330});
  REQUIRE(offsets("Mars/Olympus", at("2026-07-01T10:00")).error().code == ErrorCode::not_found);
  REQUIRE(offsets("America/Chicago", at("2026-03-08T02:30")).error().code == ErrorCode::invalid);
  REQUIRE(*offsets("America/Chicago", at("2026-11-01T01:30")) == minutes{-300});
}

TEST_CASE("event check shows the plan, and its exit code says fine, advice or errors",
          "[collector][commands]") {
  const TempFolder day;
  write(day.file("event.toml"), toml);
  write(day.file("sessions.csv"), csv);
  const auto check = [&](CheckOutput output) {
    return run([&](Streams streams) { return event_check({{day.path()}, {}}, output, streams); });
  };
  const Run advice = check(CheckOutput::text);
  REQUIRE(advice.code == exit_failed);
  REQUIRE(advice.out.find("10:00 am - 10:45 am  What late work is about") != std::string::npos);
  REQUIRE(advice.out.find("sessions.csv:2: advice: challenge: ") != std::string::npos);
  const auto json = nlohmann::json::parse(check(CheckOutput::json).out);
  REQUIRE(json["ready"] == true);
  REQUIRE(json["event"]["sessions"].size() == 1);
  REQUIRE(json["findings"][0]["line"] == 2);
  write(day.file("more.csv"),
        "id,presenters,challenge,suggestions\nlate,Jo;Hana,Why,\"One\nTwo\nThree\"\n");
  const Run fine = check(CheckOutput::text);
  INFO(fine.out);
  REQUIRE(fine.code == exit_fine);
  write(day.file("sessions.csv"), csv + "late,204,Again,2026-11-20 11:00,2026-11-20 11:45,\n");
  REQUIRE(check(CheckOutput::text).code == exit_bad_input);
  const auto broken = nlohmann::json::parse(check(CheckOutput::json).out);
  REQUIRE(broken["ready"] == false);
  REQUIRE(broken["event"].is_null());
}
