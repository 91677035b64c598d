#include "tests/collector/day.h"

#include <stdlib.h>
#include <catch2/catch_test_macros.hpp>

#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"

namespace lintel::collector {
namespace {

Moment at(int hour, int minute) {
  using namespace std::chrono;
  return {sys_days{2026y / 11 / 20} + hours{hour + 6} + minutes{minute}, minutes{-360}};
}

Session session(const std::string& id, const std::string& room, const std::string& title,
                int hour) {
  Session made;
  made.id = {id};
  made.room = {room};
  made.title = title;
  made.start = at(hour, 0);
  made.end = at(hour, 45);
  made.challenge = "Marks drop when we work evenings.";
  made.suggestions = {"One free late pass a term", "=HYPERLINK(\"http://x\")", "Ask, then mark"};
  made.presenters = {"Jo", "Hana"};
  return made;
}

Uuid numbered(std::uint8_t kind, int number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = kind;
  bytes[14] = static_cast<std::uint8_t>(number >> 8);
  bytes[15] = static_cast<std::uint8_t>(number & 0xff);
  return Uuid::from_random(bytes);
}

}  // namespace

TempFolder::TempFolder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "lintel-collector-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Event small_day() {
  Event draft;
  draft.id = {"pd-2026"};
  draft.title = "Student-Led PD Day";
  draft.theme = "This is what we prefer";
  draft.time_zone = "America/Chicago";
  draft.languages = {"en"};
  draft.form = exit_form();
  draft.rooms = {{{"204"}, "204"}, {{"206"}, "206"}};
  draft.sessions = {session("late", "204", "What late work is really about", 10),
                    session("phones", "206", "A phone deal", 10),
                    session("names", "204", "Say our names right", 11)};
  auto event = make_event(std::move(draft));
  REQUIRE(event);
  return std::move(event).value();
}

std::string small_day_document() {
  return wire::encode(small_day());
}

std::string as_loaded(const std::string& served) {
  auto event = wire::decode_schedule(served);
  REQUIRE(event);
  event->notes_key.clear();
  event->days_over.clear();
  event->zone_offsets.clear();
  return wire::encode(*event);
}

trust::NotesKeyPair notes_key() {
  std::array<std::uint8_t, 32> secret{};
  secret.fill(7);
  return trust::NotesKeyPair{secret};
}

CollectorStore::Opening opening(const TempFolder& folder, int new_id) {
  return {
      folder.file("collector.db"), device_number(new_id),
      []() -> Result<trust::NotesPublicKey> { return notes_key().public_key(); },
      UtcTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours{18}}};
}

std::string note_bytes(int number, const std::string& session, const std::string& text) {
  const SealedNote note{id_number(number), topic_of(session), exit_form().id, "working",
                        *trust::seal_note(text, notes_key().public_key())};
  return wire::encode(note, device_number(1));
}

Uuid id_number(int number) {
  return numbered(0xA0, number);
}
Uuid device_number(int number) {
  return numbered(0xD0, number);
}

Response answer(int number, const std::string& session, const std::string& use) {
  Response made;
  made.id = id_number(number);
  made.event = {"pd-2026"};
  made.session = {session};
  made.form = exit_form().id;
  made.use = use;
  return made;
}

std::string event_bytes(int number, const std::string& session, const std::string& use) {
  return wire::encode(answer(number, session, use), device_number(1));
}

std::string batch(int first, int last, const std::string& session) {
  std::vector<std::string> events;
  for (int number = first; number <= last; ++number) {
    events.push_back(event_bytes(number, session));
  }
  return wire::join_batch(events);
}

Topic topic_of(const std::string& session) {
  return {{"pd-2026"}, Purpose::exit, {session}};
}

Ledger ledger_of(int first, int last, const std::string& session) {
  Ledger ledger;
  ledger.device = device_number(1);
  ledger.room = "204";
  ledger.version = "0.1.0";
  ledger.run = id_number(9000);
  for (int number = first; number <= last; ++number) {
    LedgerEntry& entry = ledger.topics[topic_of(session)].answers;
    ++entry.taken;
    add_to_digest(entry.digest, id_number(number));
  }
  return ledger;
}

void add_answers(Books& books, int first, int count, const std::string& session,
                 const std::string& use) {
  for (int number = first; number < first + count; ++number) {
    Response response = answer(number, session, use);
    if (means_will_use(use)) {
      response.tried = {1};
    }
    books.add({device_number(1), id_number(number), {}, {}, std::move(response), {}});
  }
}

void close_all(Books& books) {
  for (auto& [topic, holding] : books.holdings) {
    for (auto& [device, contribution] : holding.came) {
      contribution.complete = true;
    }
    close(holding.kept, holding.came, books.set_aside, TopicClose::by_rule,
          group_size(books.min_answers()));
    holding.disclosure = holding.kept;
  }
}

Books books_with_day() {
  auto schedule = make_schedule(small_day_document());
  REQUIRE(schedule);
  Books books;
  books.schedule = std::make_shared<const Schedule>(std::move(schedule).value());
  return books;
}

std::vector<std::string> Running::logged() const {
  const std::lock_guard lock(book_->mutex);
  return book_->lines;
}

Running::Running(const TempFolder& folder, const HttpLimits& limits, Tablets tablets,
                 RouterOptions::PublicSchedule schedule)
    : clock_(UtcTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                     std::chrono::hours{18}}) {
  ServiceOptions options;
  options.data_folder = folder.path();
  options.tablets = tablets;
  options.clock = &clock_;
  options.public_schedule = schedule;
  options.log = [book = book_](const LogEntry& entry) {
    const std::lock_guard lock(book->mutex);
    book->lines.push_back(entry.line());
  };
  options.writer.catch_up_every = std::chrono::milliseconds{1};
  options.page["index.html"] = {"<!doctype html>", "text/html; charset=utf-8"};
  auto service = Service::open(std::move(options));
  REQUIRE(service);
  service_ = std::move(service).value();
  HttpRequest load;
  load.verb = Verb::post;
  load.target = "/v1/admin/event";
  load.body = small_day_document();
  REQUIRE(service_->ask(std::move(load)).status == 200);
  const auto url = service_->listen({"127.0.0.1", 0, Listening::loopback}, limits);
  REQUIRE(url);
  port_ = static_cast<unsigned short>(std::stoi(url->substr(url->rfind(':') + 1)));
}

}  // namespace lintel::collector
