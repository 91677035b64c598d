#include "tests/kiosk/door.h"

#include <stdexcept>

#include "kiosk/app/rules.h"
#include "tests/support/po_file.h"

namespace lintel::test {
namespace {

struct Row {
  const char* id;
  const char* room;
  const char* start;
  const char* end;
  const char* title;
  std::vector<std::string> presenters;
};

Session session_of(const Row& row) {
  Session session;
  session.id = {row.id};
  session.room = {row.room};
  session.title = row.title;
  session.start = moment(row.start);
  session.end = moment(row.end);
  session.presenters = row.presenters;
  session.suggestions = {"First idea", "Second idea", "Third idea"};
  return session;
}

std::vector<Session> sample_sessions() {
  const std::vector<Row> rows{
      {"greet",
       "204",
       "10:00",
       "10:45",
       "Greet us at the door: the first two minutes decide",
       {"Amara", "Luis", "Mei"}},
      {"late-work", "206", "10:00", "10:45", "What late work is really about", {"Jo", "Hana"}},
      {"test-day", "gym", "10:00", "10:45", "When a test day goes wrong", {"Bea", "Raj"}},
      {"homework", "204", "11:00", "11:45", "Homework that fits around a job", {"Devon", "Priya"}},
      {"quiet", "206", "11:00", "11:45", "Quiet students have answers too", {"Sofia", "Ken"}},
      {"seats", "gym", "11:00", "11:45", "Seats that work for everyone", {"Noa"}},
      {"reading", "library", "11:00", "11:45", "Reading we would choose", {"Zoe", "Ben"}},
      {"group-work",
       "library",
       "13:00",
       "13:45",
       "Group work without the free riders",
       {"Tom", "Isla"}},
      {"phones", "206", "13:00", "13:45", "Phones: a deal we would keep", {"Max", "Lena"}},
      {"names", "204", "14:00", "14:45", "Say our names right", {"Nour", "Tama"}},
      {"perfect", "library", "14:00", "14:45", "A perfect school day", {}},
  };
  std::vector<Session> sessions;
  for (const Row& row : rows) {
    sessions.push_back(session_of(row));
  }
  sessions[0].challenge = "Some of us go a whole day without a teacher saying our name.";
  sessions[0].group = "Grade 10";
  sessions[0].slides_url = "https://example.org/slides";
  sessions[5].status = SessionStatus::cancelled;
  sessions[7].moved_from = RoomId{"204"};
  sessions[10].group = "Whole team";
  return sessions;
}

}  // namespace

Moment moment(std::string_view time) {
  std::string text{time};
  if (text.size() <= 8) {
    text = "2026-11-20T" + text;
  }
  auto local = parse_local_time(text);
  if (!local) {
    throw std::runtime_error(local.error().message);
  }
  constexpr minutes offset{-6 * 60};
  return {std::chrono::sys_seconds{local->time_since_epoch() - offset}, offset};
}

Event sample_event() {
  Event draft;
  draft.id = {"pd-2026"};
  draft.title = "Student-Led PD Day";
  draft.theme = "This is what we prefer";
  draft.time_zone = "America/Chicago";
  draft.languages = {"en", "es"};
  draft.form = exit_form();
  draft.rooms = {{{"204"}, "204"}, {{"206"}, "206"}, {{"gym"}, "Gym"}, {{"library"}, "Library"}};
  draft.sessions = sample_sessions();
  auto event = make_event(std::move(draft));
  if (!event) {
    throw std::runtime_error(event.error().message);
  }
  return std::move(*event);
}

std::shared_ptr<const Event> shared_event(Event event) {
  return std::make_shared<const Event>(std::move(event));
}

const WordsMap& english() {
  static const WordsMap words = read_po(LINTEL_WORDS_FOLDER, "en");
  return words;
}

const WordsMap& spanish() {
  static const WordsMap words = read_po(LINTEL_WORDS_FOLDER, "es");
  return words;
}

Uuid id_of(std::uint16_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[14] = static_cast<std::uint8_t>(number >> 8);
  bytes[15] = static_cast<std::uint8_t>(number & 0xFF);
  return Uuid::from_random(bytes);
}

Door::Door(std::string room) : state(initial_state(std::move(room))) {
  now_ = moment("10:41").utc;
  schedule(sample_event());
  take(event::SendingChanged{Sending::connected});
}

void Door::take(decltype(Happening::what) what) {
  Step step = reduce(std::move(state), {now_, mono_, std::move(what)});
  state = std::move(step.state);
  for (const Effect& effect : step.effects) {
    if (const auto* put = std::get_if<effect::PutOpen>(&effect)) {
      writes_.push_back(put->response.id);
    }
    if (const auto* keep = std::get_if<effect::KeepNote>(&effect)) {
      writes_.push_back(keep->note.id);
    }
    effects.push_back(effect);
  }
}

void Door::at(std::string_view time) {
  const UtcTime then = moment(time).utc;
  if (then > now_) {
    mono_ = mono_ + (then - now_);
  }
  now_ = then;
  take(event::Tick{});
  mono_ = mono_ + layout_settling;
  take(event::Tick{});
}

void Door::wait(milliseconds by) {
  now_ += by;
  mono_ = mono_ + by;
  take(event::Tick{});
}

void Door::does(Intent intent) {
  take(event::Person{std::move(intent), id_of(++last_id_)});
}

void Door::tap_stored(std::string use) {
  tap(std::move(use));
  stores();
}

void Door::schedule(Event event) {
  take(event::ScheduleCame{shared_event(std::move(event)), std::nullopt});
}

void Door::stores() {
  const Uuid id = writes_.at(0);
  writes_.erase(writes_.begin());
  take(event::Stored{id});
}

void Door::fails(ErrorCode code) {
  const Uuid id = writes_.at(0);
  writes_.erase(writes_.begin());
  take(event::StoreFailed{id, {code, "No room left."}});
}

View Door::view() const {
  return make_view(state, shown_language(state) == "es" ? spanish() : english());
}

Door at_note() {
  Door door;
  door.at("10:46");
  door.take(event::NotesOffered{true});
  door.tap_stored("yes-this-week");
  door.does(intent::AddNote{});
  door.wait(layout_settling);
  return door;
}

}  // namespace lintel::test
