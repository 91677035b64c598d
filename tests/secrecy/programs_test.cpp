// The same attacker and the real programs: a kiosk at its door and a collector, over TLS through a
// tap, with copies of both folders at every step.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/e2e/rush/play.h"
#include "tests/e2e/school.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/pairing.h"
#include "tests/secrecy/attacks.h"
#include "tests/secrecy/files.h"
#include "tests/secrecy/wire_tap.h"

namespace lintel::secrecy {
namespace {

using e2e::need;
using e2e::Sight;
using std::chrono::seconds;

constexpr milliseconds at_rest{3000};  // DESIGN 2.3: tidied within 2 s
constexpr int people = 11;

UtcTime now() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

void wait(milliseconds span) {
  e2e::eventually([] { return false; }, span);
}

// Nobody chooses what another one does: so the truth can be told from the rows in the end.
struct Choice {
  std::size_t tile = 0;
  std::set<std::size_t> ideas;
};
Choice choice_of(std::size_t person) {
  Choice choice{person % 4, {}};
  for (std::size_t idea = 0; idea < 3; ++idea) {
    if ((person / 4 >> idea & 1U) != 0) {
      choice.ideas.insert(idea);
    }
  }
  return choice;
}

class Play {
 public:
  Play() : tap_(school_.collector->port()) {}

  Recording run() {
    switch_on(school_.door.now);
    need(e2e::let_in(*kiosk_, school_.books()));
    e2e::to_exit(*kiosk_);
    places_ = need(rush::look_round(*kiosk_));
    for (std::size_t person = 0; person < people; ++person) {
      answer(person);
      if (person == 3 || person == 8) {
        rest();
      }
    }
    rest();
    need(kiosk_->stop());
    switch_on(school_.door.end_of_day);
    received_ = school_.wait_for(people).received;
    wait(at_rest);
    copy_both();
    need(kiosk_->stop());
    copy_both();
    gather();
    return std::move(recording_);
  }
  int received() const { return received_; }

 private:
  void switch_on(const std::string& time) {
    e2e::KioskOptions options = school_.options_at(time);
    options.collector = tap_.url();
    kiosk_ = need(e2e::Kiosk::start(options));
  }

  void answer(std::size_t person) {
    const Choice choice = choice_of(person);
    Person seen;
    seen.at = now();
    seen.door = "204";
    recording_.people.push_back(seen);
    kiosk_->screen().tap(places_.tiles[choice.tile]);
    wait(milliseconds{1100});
    for (const std::size_t idea : choice.ideas) {
      kiosk_->screen().tap(places_.ideas[idea]);
      wait(milliseconds{200});
    }
    copy(Medium::collector, school_.books());
    look_at_results();
  }

  // Until the strip has gone and the file is tidy: a thief comes when nobody is at the door.
  void rest() {
    need(kiosk_->wait_until("the strip to go",
                            [](const Sight& sight) { return sight.find("undo") == nullptr; }));
    wait(at_rest);
    copy_both();
    e2e::to_exit(*kiosk_);
  }

  void copy(Medium medium, const std::string& folder) {
    recording_.copies.push_back({now(), medium, "204", files_of(folder)});
  }
  void copy_both() {
    copy(Medium::tablet, school_.tablet());
    copy(Medium::collector, school_.books());
    look_at_results();
  }

  void look_at_results() {
    const auto page =
        nlohmann::json::parse(need(e2e::Collector::results_json(school_.books())), nullptr, false);
    recording_.snapshots.push_back(snapshot_of(page, now(), "results"));
  }

  // Which row is whose, and what passed the tap.
  void gather() {
    for (const Row& row : rows_of(recording_.copies.back())) {
      const auto event = nlohmann::json::parse(row.bytes, nullptr, false);
      const auto& answers = event["data"]["answers"];
      for (std::size_t person = 0; person < people; ++person) {
        const Choice choice = choice_of(person);
        std::vector<std::size_t> tried;
        for (const std::size_t idea : choice.ideas) {
          tried.push_back(idea + 1);
        }
        const bool is_theirs = answers.value("use", "") == places_.uses[choice.tile] &&
                               answers.value("try", std::vector<std::size_t>{}) == tried;
        if (is_theirs) {
          recording_.people[person].answer = row.id;
          recording_.people[person].topic.session.value = row.subject;
        }
      }
    }
    for (const WireRecord& record : tap_.records()) {
      if (record.type == application_data) {
        recording_.packets.push_back({record.at, "204", record.way, record.length});
      }
    }
  }

  e2e::School school_;
  WireTap tap_;
  std::unique_ptr<e2e::Kiosk> kiosk_;
  rush::Places places_;
  Recording recording_;
  int received_ = 0;
};

}  // namespace

TEST_CASE("The real programs isolate nobody either", "[secrecy][programs][e2e]") {
  Play play;
  const Recording recording = play.run();
  CHECK(play.received() == people);
  CHECK(std::none_of(recording.people.begin(), recording.people.end(),
                     [](const Person& person) { return person.answer.is_nil(); }));
  CHECK(recording.packets.size() > 10);
  for (const Attack& attack : attacks()) {
    const Whom whom = beyond_the_limits(attack.run(recording), recording);
    INFO(attack.name << ": " << to_text(whom));
    CHECK(whom.empty());
  }
}

}  // namespace lintel::secrecy
