// Who taps at a TabletBox, and what the disk does meanwhile.
#include "shared/wire/cloudevents.h"
#include "tests/sim/tablet_parts.h"

namespace lintel::sim {

using namespace std::chrono_literals;

namespace {

// The flow's own pauses: amendments come quickly, the idle limit seals.
constexpr int amendments_max = 3;

}  // namespace

Response TabletBox::first_answer() {
  const Event& event = *running_->event;
  Response answer;
  answer.id = world_.dice.uuid();
  answer.event = event.id;
  answer.session = world_.dice.pick(event.sessions).id;
  answer.form = event.form.id;
  answer.use = world_.dice.pick(event.form.use);
  return answer;
}

void TabletBox::visit() {
  if (!is_on() || running_->event == nullptr || running_->event->sessions.empty()) {
    return;
  }
  const auto person = std::make_shared<Person>();
  person->answer = first_answer();
  tap(person);
}

void TabletBox::roll_disk_faults() {
  CrashDisk* const disk = disks_->crash();
  if (disk == nullptr || world_.is_healing) {
    return;
  }
  if (world_.dice.chance(weather_.sync_failed)) {
    disk->fail_a_sync();
  }
  if (world_.dice.chance(weather_.cut_in_a_write)) {
    disk->cut_power_after(static_cast<int>(world_.dice.between(1, 8)));
  }
}

void TabletBox::tap(const std::shared_ptr<Person>& person) {
  ++world_.taps;
  roll_disk_faults();
  running_->refused = false;
  const Uuid id = person->answer.id;
  truth_.put(id, running_->device, wire::encode(person->answer, running_->device));
  running_->storage->put_open(person->answer);
  look_at_power();
  if (!is_on()) {
    return;
  }
  wake();
  if (running_->refused && world_.dice.chance(500)) {
    // The screen said that it was not saved, and they leave; what was saved before counts.
    after(8'000ms, [this, id] { seal(id); });
    return;
  }
  after(world_.dice.between(300ms, 9'000ms), [this, person] { go_on(person); });
}

void TabletBox::go_on(const std::shared_ptr<Person>& person) {
  Response& answer = person->answer;
  if (running_->refused || (person->amendments < amendments_max && world_.dice.chance(400))) {
    ++person->amendments;
    answer.tried = {static_cast<int>(world_.dice.between(1, 4))};
    tap(person);
    return;
  }
  if (world_.dice.chance(80)) {
    undo(person);
    return;
  }
  seal(answer.id);
  if (is_on() && world_.dice.chance(150)) {
    write_note(person);
  }
}

void TabletBox::seal(const Uuid& id) {
  roll_disk_faults();
  const Burst burst = world_.dice.chance(50) ? Burst::yes : Burst::no;
  running_->storage->seal(id, {running_->event->rules.release_group, burst, clock_.now()});
  tidy_soon();
  look_at_power();
  wake();
}

void TabletBox::undo(const std::shared_ptr<Person>& person) {
  running_->refused = false;
  count(world_.faults, Fault::answer_undone);
  roll_disk_faults();
  running_->storage->discard(person->answer.id);
  truth_.undone(person->answer.id, !running_->refused);
  tidy_soon();
  look_at_power();
  wake();
}

// A draft while it is written, then done or thrown away.
void TabletBox::write_note(const std::shared_ptr<Person>& person) {
  Note& note = person->note;
  note = {world_.dice.uuid(), person->answer.topic(), person->answer.form, "working",
          "We greet at the door, \u00fcber gut"};
  roll_disk_faults();
  running_->refused = false;
  truth_.put(note.id, running_->device, note.text);
  running_->storage->put_note(note, NoteState::draft);
  tidy_soon();
  look_at_power();
  if (is_on()) {
    after(world_.dice.between(500ms, 20'000ms), [this, person] { finish_note(person); });
  }
}

void TabletBox::finish_note(const std::shared_ptr<Person>& person) {
  Note& note = person->note;
  roll_disk_faults();
  running_->refused = false;
  if (world_.dice.chance(200)) {
    count(world_.faults, Fault::answer_undone);
    running_->storage->discard_note(note.id);
    truth_.undone(note.id, !running_->refused);
  } else {
    note.text += " " + std::to_string(world_.dice.between(1, 1000));
    truth_.put(note.id, running_->device, note.text);
    running_->storage->put_note(note, NoteState::kept);
  }
  tidy_soon();
  look_at_power();
  wake();
}

// --- what else the door orders ---------------------------------------------------------------

// Within 2 s, as the storage thread does.
void TabletBox::tidy_soon() {
  if (!is_on() || running_->will_tidy) {
    return;
  }
  running_->will_tidy = true;
  after(world_.dice.between(1ms, 1'500ms), [this] {
    running_->will_tidy = false;
    static_cast<void>(running_->storage->tidy());  // stays due: the next order brings it again
    look_at_power();
  });
}

void TabletBox::close_a_window() {
  if (!is_on() || running_->event == nullptr || running_->event->sessions.empty()) {
    return;
  }
  const Event& event = *running_->event;
  roll_disk_faults();
  running_->storage->close({event.id, Purpose::exit, world_.dice.pick(event.sessions).id},
                           clock_.now());
  tidy_soon();
  look_at_power();
  wake();
}

void TabletBox::end_day() {
  if (!is_on()) {
    return;
  }
  roll_disk_faults();
  running_->storage->end_day({});
  tidy_soon();
  look_at_power();
  wake();
}

}  // namespace lintel::sim
