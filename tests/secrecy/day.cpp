#include "tests/secrecy/day.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "shared/event/timeline.h"
#include "shared/wire/cloudevents.h"
#include "tests/secrecy/attacks.h"
#include "tests/secrecy/files.h"
#include "tests/secrecy/parts.h"

namespace lintel::secrecy {
namespace {

using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds strip_span{8};
constexpr seconds tidied{3};  // DESIGN 2.3: within 2 s
constexpr milliseconds gap{7000};
constexpr seconds coarse{10};  // while nobody is at the door

UtcTime at(int hour, int minute) {
  return parse_rfc3339("2026-11-20T00:00:00Z")->utc + std::chrono::hours{hour} + minutes{minute};
}

Session session(const std::string& id, int hour) {
  Session made;
  made.id = {id};
  made.room = {"204"};
  made.title = "What we prefer, " + id;
  made.start = {std::chrono::floor<seconds>(at(hour, 0)), minutes{0}};
  made.end = {std::chrono::floor<seconds>(at(hour, 45)), minutes{0}};
  made.suggestions = {"Ask first", "Wait longer", "Draw it"};
  made.presenters = {"Jo"};
  return made;
}

Event day_of_three() {
  Event draft;
  draft.id = {"day"};
  draft.title = "Student-Led PD Day";
  draft.time_zone = "UTC";
  draft.languages = {"en"};
  draft.form = exit_form();
  draft.rooms = {{{"204"}, "204"}};
  draft.sessions = {session("s1", 10), session("s2", 11), session("s3", 13)};
  auto event = make_event(std::move(draft));
  REQUIRE(event);
  return std::move(event).value();
}

// One thing that happens, at its time.
struct Happening {
  UtcTime at{};
  std::function<void()> what;
};

class Play {
 public:
  explicit Play(const DayOptions& options)
      : options_(options), random_(options.seed), clock_(at(9, 30)), desk_(clock_) {
    desk_.load(event_);
    for (int i = 0; i < options.doors; ++i) {
      doors_.push_back(std::make_unique<Door>(i == 0 ? "a" : "b", clock_, desk_));
      doors_.back()->switch_on();
      doors_.back()->pair(desk_, "204");
    }
    strips_.resize(doors_.size());
  }

  DayPlayed run() {
    plan();
    std::stable_sort(happenings_.begin(), happenings_.end(),
                     [](const Happening& a, const Happening& b) { return a.at < b.at; });
    for (const Happening& happening : happenings_) {
      let_pass_until(happening.at);
      happening.what();
    }
    let_pass_until(clock_.now() + minutes{16});
    copy_everything();
    DayPlayed played;
    played.received = json::parse(desk_.get("/v1/admin/tablets"))["received"].get<int>();
    for (const Person& person : recording_.people) {
      played.given += person.undone ? 0 : 1;
    }
    for (const auto& door : doors_) {
      gather(*door);
    }
    played.recording = std::move(recording_);
    return played;
  }

 private:
  // An answer whose strip is still on the screen.
  struct Strip {
    std::optional<Uuid> answer;
    UtcTime ends{};
    Topic topic;
    std::vector<UtcTime> recent;  // for bursts
  };

  bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }

  Uuid fresh_id() {
    std::array<std::uint8_t, 16> bytes{};
    for (std::uint8_t& byte : bytes) {
      byte = static_cast<std::uint8_t>(random_());
    }
    return Uuid::from_random(bytes);
  }

  void on(UtcTime time, std::function<void()> what) {
    happenings_.push_back({time, std::move(what)});
  }

  Topic topic_of(std::size_t index) const {
    return {event_.id, Purpose::exit, event_.sessions[index].id};
  }

  void plan() {
    for (std::size_t i = 0; i < event_.sessions.size(); ++i) {
      const Session& session = event_.sessions[i];
      const UtcTime end = session.end.utc;
      plan_rush(i, end - seconds{60}, options_.people.at(i), false);
      on(exit_window(event_, session, {}).closes, [this, i] { close(i); });
      on(exit_window(event_, session, {}).closes + minutes{3}, [this] { copy_everything(); });
    }
    plan_rush(0, at(11, 20), options_.late, true);
    plan_trouble();
    on(at(14, 10), [this] { end_day(); });
  }

  void plan_rush(std::size_t index, UtcTime from, int people, bool late) {
    std::exponential_distribution<> gaps(1.0);
    UtcTime time = from;
    for (int i = 0; i < people; ++i) {
      time +=
          milliseconds{300 + static_cast<int>(gaps(random_) * static_cast<double>(gap.count()))};
      const std::size_t door = random_() % doors_.size();
      on(time, [this, index, door, late] { tap(door, index, late); });
    }
  }

  void plan_trouble() {
    if (options_.offline) {
      on(at(11, 30), [this] { pull(); });
      on(at(12, 20), [this] { plug_in(); });
    }
    if (options_.restarts) {
      on(at(10, 45), [this] { restart_doors(); });
      on(at(11, 46), [this] { restart_desk(); });
      on(at(13, 46), [this] { restart_doors(); });
    }
    if (options_.restored) {
      on(at(11, 20), [this] { back_up(); });
      on(at(12, 30), [this] { restore(); });
    }
    if (options_.stick) {
      on(at(12, 30), [this] { pull(); });
      on(at(13, 47), [this] { write_stick(); });
    }
  }

  // --- what people do

  std::string use() {
    std::discrete_distribution<std::size_t> shares({50, 30, 15, 5});
    const Form form = exit_form();
    return form.use[shares(random_) % form.use.size()];
  }

  void tap(std::size_t door, std::size_t index, bool late) {
    seal(door);
    Person person;
    person.at = clock_.now();
    person.door = doors_[door]->name();
    person.topic = topic_of(index);
    person.late = late;
    person.answer = fresh_id();
    Response response;
    response.id = person.answer;
    response.event = event_.id;
    response.session = event_.sessions[index].id;
    response.form = exit_form().id;
    response.use = use();
    for (int idea = 1; idea <= 3 && chance(0.3); ++idea) {
      response.tried.push_back(idea);
    }
    Door& at = *doors_[door];
    at.tablet().put_open(response);
    REQUIRE(at.wait_for(person.answer));
    strips_[door].answer = person.answer;
    strips_[door].ends = clock_.now() + strip_span;
    strips_[door].topic = person.topic;
    if (chance(options_.notes)) {
      person.note = fresh_id();
      write_note(at, person);
    }
    if (chance(options_.undone)) {
      take_back(door, person);
    }
    recording_.people.push_back(person);
  }

  void write_note(Door& door, const Person& person) {
    Note note;
    note.id = *person.note;
    note.topic = person.topic;
    note.form = exit_form().id;
    note.prompt = exit_form().note_prompts.front();
    note.text = std::string(20 + random_() % 900, 'n');
    door.tablet().put_note(note, NoteState::draft);
    REQUIRE(door.wait_for(note.id));
    door.tablet().put_note(note, NoteState::kept);
    REQUIRE(door.wait_for(note.id));
  }

  void take_back(std::size_t door, Person& person) {
    person.undone = true;
    doors_[door]->tablet().discard(person.answer);
    if (person.note) {
      doors_[door]->tablet().discard_note(*person.note);
      person.note.reset();
    }
    strips_[door].answer.reset();
  }

  void seal(std::size_t door) {
    Strip& strip = strips_[door];
    if (!strip.answer) {
      return;
    }
    const auto session =
        std::find_if(event_.sessions.begin(), event_.sessions.end(),
                     [&](const Session& one) { return one.id == strip.topic.session; });
    SealRules rules;
    rules.release_group = event_.rules.release_group;
    rules.closes = exit_window(event_, *session, {}).closes;
    const UtcTime tapped = strip.ends - strip_span;
    strip.recent.push_back(tapped);
    const std::size_t count = strip.recent.size();
    const bool burst = count >= 10 && tapped - strip.recent[count - 10] <= seconds{10};
    rules.burst = burst ? Burst::yes : Burst::no;
    doors_[door]->tablet().seal(*strip.answer, rules);
    REQUIRE(doors_[door]->wait_for(*strip.answer));
    strip.answer.reset();
    sealed_at_[door] = clock_.now();
    note_releases(door);
  }

  // Each of a tablet's releases is a commit of its own, and looked at before the next.
  void note_releases(std::size_t door) {
    ++release_;
    const Copy copy{clock_.now(), Medium::tablet, {}, files_of(doors_[door]->folder())};
    for (const Row& row : rows_of(copy)) {
      if (row.table == "outgoing") {
        recording_.releases.emplace(row.id, release_);
      }
    }
  }

  void close(std::size_t index) {
    const Session& session = event_.sessions[index];
    for (std::size_t door = 0; door < doors_.size(); ++door) {
      seal(door);
      note_releases(door);
      doors_[door]->tablet().close(topic_of(index), exit_window(event_, session, {}).closes);
    }
  }

  void end_day() {
    for (std::size_t door = 0; door < doors_.size(); ++door) {
      seal(door);
      doors_[door]->tablet().end_day({});
    }
    if (!options_.stick) {
      return;
    }
    for (int i = 0; i < 5; ++i) {
      pass(seconds{1});
    }
    write_stick();
    for (const auto& door : doors_) {
      for (const auto& [name, bytes] : files_of(door->stick())) {
        CHECK(desk_.post("/v1/admin/bundle", bytes, "application/vnd.lintel.bundle") < 300);
      }
    }
  }

  // --- what goes wrong

  void pull() {
    for (const auto& door : doors_) {
      door->tap().pull();
    }
  }
  void plug_in() {
    for (const auto& door : doors_) {
      door->tap().plug_in();
    }
  }
  void restart_doors() {
    for (std::size_t door = 0; door < doors_.size(); ++door) {
      doors_[door]->switch_off();
      doors_[door]->switch_on();
      strips_[door].answer.reset();  // sealed as it stood
      sealed_at_[door] = clock_.now();
    }
  }
  void restart_desk() {
    desk_.close();
    desk_.open();
  }
  void back_up() {
    desk_.back_up();
    copy(Medium::backup, "", desk_.folder());
  }
  void restore() { desk_.restore(); }
  void write_stick() {
    for (const auto& door : doors_) {
      door->tablet().write_bundle(door->stick());
    }
    for (int i = 0; i < 5; ++i) {
      pass(seconds{1});
    }
    for (const auto& door : doors_) {
      copy(Medium::stick, door->name(), door->stick());
    }
  }

  // --- time

  void let_pass_until(UtcTime time) {
    while (clock_.now() < time) {
      const bool quiet = std::none_of(strips_.begin(), strips_.end(),
                                      [](const Strip& strip) { return strip.answer.has_value(); });
      const bool soon =
          !recording_.people.empty() && clock_.now() - recording_.people.back().at < minutes{2};
      const milliseconds step = quiet && !soon ? milliseconds{coarse} : milliseconds{1000};
      pass(std::min(step, std::chrono::duration_cast<milliseconds>(time - clock_.now())));
    }
  }

  void pass(milliseconds span) {
    clock_.advance(span);
    for (std::size_t door = 0; door < doors_.size(); ++door) {
      if (strips_[door].answer && clock_.now() >= strips_[door].ends) {
        seal(door);
      }
      doors_[door]->settle();
      const auto sealed = sealed_at_.find(door);
      if (sealed != sealed_at_.end() && clock_.now() - sealed->second >= tidied &&
          !strips_[door].answer) {
        copy(Medium::tablet, doors_[door]->name(), doors_[door]->folder());
        copy(Medium::collector, "", desk_.folder());
        look_at_pages();
        sealed_at_.erase(door);
      }
    }
  }

  // --- what is written down

  void copy(Medium medium, const std::string& door, const std::string& folder) {
    recording_.copies.push_back({clock_.now(), medium, door, files_of(folder)});
  }
  void copy_everything() {
    for (std::size_t door = 0; door < doors_.size(); ++door) {
      note_releases(door);
      copy(Medium::tablet, doors_[door]->name(), doors_[door]->folder());
    }
    copy(Medium::collector, "", desk_.folder());
    look_at_pages();
  }

  void look_at_pages() {
    recording_.snapshots.push_back(
        snapshot_of(json::parse(desk_.get("/v1/admin/results")), clock_.now(), "page"));
  }

  void gather(Door& door) {
    const auto ledgers = door.ledgers();
    recording_.ledgers.insert(recording_.ledgers.end(), ledgers.begin(), ledgers.end());
    for (const Copy& request : door.requests()) {
      recording_.copies.push_back(request);
    }
    for (const WireRecord& record : door.tap().records()) {
      if (record.type == application_data) {
        recording_.packets.push_back({record.at, door.name(), record.way, record.length});
      }
    }
    std::stable_sort(recording_.copies.begin(), recording_.copies.end(),
                     [](const Copy& a, const Copy& b) { return a.at < b.at; });
  }

  const DayOptions& options_;
  std::mt19937 random_;
  ManualClock clock_;
  Event event_ = day_of_three();
  Desk desk_;
  std::vector<std::unique_ptr<Door>> doors_;
  std::vector<Strip> strips_;                 // by door
  std::map<std::size_t, UtcTime> sealed_at_;  // by door: not copied since
  std::vector<Happening> happenings_;
  int release_ = 0;
  Recording recording_;
};

}  // namespace

DayPlayed play_day(const DayOptions& options) {
  return Play(options).run();
}

}  // namespace lintel::secrecy
