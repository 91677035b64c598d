#include "tests/shared/results/disclosure_days.h"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "shared/wire/disclosure_json.h"
#include "tests/shared/results/row_space.h"

namespace lintel::days {
namespace {

constexpr int k = 5;
constexpr std::size_t release_group = 5;

// Numbers of answers, each with a name that a tally shows: its help key. So a published tally says
// which answers it is made of.
struct Answer {
  int session = 0;
  int tablet = 0;
  bool burst = false;
  bool late = false;
  std::string use;
};

std::string name_of(std::size_t answer) {
  return std::to_string(answer);
}

// A session on one tablet.
struct Door {
  std::vector<std::size_t> held;
  std::vector<std::size_t> released;
  bool closed = false;
};

// What a backup copies. said: how many of a door's released answers its last ledger spoke of.
struct Database {
  std::map<std::pair<int, int>, int> said;      // by session and tablet
  std::vector<std::set<std::size_t>> received;  // by session
  Holdings holdings;
  std::set<Uuid> set_aside;
};

class Day {
 public:
  Day(std::uint32_t seed, const Rule& rule) : random_(seed), rule_(rule) {
    tablets_ = 1 + below(3);
    sessions_ = 1 + below(2);
    for (int session = 0; session < sessions_; ++session) {
      topics_.push_back({{"day"}, Purpose::exit, {"s" + std::to_string(session)}});
    }
    doors_.assign(static_cast<std::size_t>(sessions_),
                  std::vector<Door>(static_cast<std::size_t>(tablets_)));
    event_.id = {"day"};
    for (const Topic& topic : topics_) {
      Session session;
      session.id = topic.session;
      event_.sessions.push_back(session);
      database_.holdings[topic];
    }
    database_.received.resize(topics_.size());
    late_.assign(topics_.size(), false);
    give_answers();
  }

  std::string run() {
    backup_ = database_;
    const int events = 30 + static_cast<int>(answers_.size()) * 2;
    for (int event = 0; event < events && fault_.empty(); ++event) {
      happen();
      look();
    }
    end_of_day();
    look();
    if (fault_.empty()) {
      audit();
    }
    return fault_;
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint32_t>(bound)); }
  bool one_in(int many) { return below(many) == 0; }
  template <class Values>
  auto& any_of(Values& values) {
    return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  }
  Uuid device(int tablet) const {
    Uuid id;
    id.bytes[15] = static_cast<std::uint8_t>(tablet + 1);
    return id;
  }

  void give_answers() {
    static const std::vector<std::string> uses{"yes-this-week", "yes-with-help", "not-sure",
                                               "not-for-me"};
    for (int session = 0; session < sessions_; ++session) {
      const int count = 1 + below(41);
      const bool bursts = one_in(3);
      for (int number = 0; number < count; ++number) {
        answers_.push_back({session, below(tablets_), bursts && one_in(3), false, any_of(uses)});
      }
    }
    for (std::size_t answer = 0; answer < answers_.size(); ++answer) {
      to_come_.push_back(answer);
    }
    std::shuffle(to_come_.begin(), to_come_.end(), random_);
  }

  Door& door(const Answer& answer) {
    return doors_[static_cast<std::size_t>(answer.session)]
                 [static_cast<std::size_t>(answer.tablet)];
  }
  Holding& holding(int session) {
    return database_.holdings[topics_[static_cast<std::size_t>(session)]];
  }

  void happen() {
    const int what = below(40);
    if (what < 22) {
      somebody_taps();
    } else if (what < 26) {
      ledger_comes(below(sessions_), below(tablets_));
    } else if (what < 29) {
      door_closes(below(sessions_), below(tablets_));
    } else if (what < 31) {
      close(below(sessions_));
    } else if (what < 33) {
      restart();
    } else if (what < 35) {
      set_aside(below(tablets_));
    } else if (what == 35) {
      backup_ = database_;
    } else if (what == 36 && one_in(2)) {
      restore();
    } else if (what == 37) {
      send_again(below(tablets_));
    }
  }

  void somebody_taps() {
    if (to_come_.empty()) {
      return;
    }
    const std::size_t answer = to_come_.back();
    to_come_.pop_back();
    Door& at = door(answers_[answer]);
    answers_[answer].late = at.closed;
    at.held.push_back(answer);
    // Of a burst they are held in addition.
    const auto genuine = static_cast<std::size_t>(
        std::count_if(at.held.begin(), at.held.end(),
                      [this](std::size_t held) { return !answers_[held].burst; }));
    if (!at.closed && genuine >= 2 * release_group) {
      std::shuffle(at.held.begin(), at.held.end(), random_);
      release(answers_[answer].session, answers_[answer].tablet, at.held.size() - release_group);
    }
  }

  void door_closes(int session, int tablet) {
    Door& at = doors_[static_cast<std::size_t>(session)][static_cast<std::size_t>(tablet)];
    at.closed = true;
    release(session, tablet, at.held.size());
  }

  void release(int session, int tablet, std::size_t count) {
    Door& at = doors_[static_cast<std::size_t>(session)][static_cast<std::size_t>(tablet)];
    std::vector<std::size_t> gone(at.held.end() - static_cast<std::ptrdiff_t>(count),
                                  at.held.end());
    at.held.resize(at.held.size() - count);
    at.released.insert(at.released.end(), gone.begin(), gone.end());
    late_[static_cast<std::size_t>(session)] =
        late_[static_cast<std::size_t>(session)] ||
        (count > 0 && holding(session).kept.close != TopicClose::open);
    // A batch may come before its ledger, and in two parts.
    const std::size_t first = one_in(4) ? gone.size() / 2 : gone.size();
    arrive(session, tablet, {gone.begin(), gone.begin() + static_cast<std::ptrdiff_t>(first)});
    if (one_in(2)) {
      ledger_comes(session, tablet);
    }
    arrive(session, tablet, {gone.begin() + static_cast<std::ptrdiff_t>(first), gone.end()});
    if (!one_in(4)) {
      ledger_comes(session, tablet);
    }
  }

  void arrive(int session, int tablet, const std::vector<std::size_t>& gone) {
    auto& received = database_.received[static_cast<std::size_t>(session)];
    Contribution& contribution = holding(session).came[device(tablet)];
    for (const std::size_t answer : gone) {
      if (received.insert(answer).second) {
        Response response;
        response.use = answers_[answer].use;
        response.help = {name_of(answer)};
        contribution.tally.add(response);
      }
    }
    check_complete(session, tablet);
    rule_.advance(holding(session).kept, holding(session).came, database_.set_aside, k);
  }

  void check_complete(int session, int tablet) {
    const Door& at = doors_[static_cast<std::size_t>(session)][static_cast<std::size_t>(tablet)];
    Contribution& contribution = holding(session).came[device(tablet)];
    const auto& received = database_.received[static_cast<std::size_t>(session)];
    // A ledger names its answers by a digest: as many others are no match.
    const int said = database_.said[{session, tablet}];
    contribution.complete =
        said == contribution.tally.answers &&
        std::all_of(at.released.begin(), at.released.begin() + said,
                    [&](std::size_t answer) { return received.contains(answer); });
  }

  void ledger_comes(int session, int tablet) {
    const Door& at = doors_[static_cast<std::size_t>(session)][static_cast<std::size_t>(tablet)];
    Contribution& contribution = holding(session).came[device(tablet)];
    database_.said[{session, tablet}] = static_cast<int>(at.released.size());
    contribution.bursts = static_cast<int>(
        std::count_if(at.released.begin(), at.released.end(),
                      [this](std::size_t answer) { return answers_[answer].burst; }));
    check_complete(session, tablet);
    rule_.advance(holding(session).kept, holding(session).came, database_.set_aside, k);
  }

  void send_again(int tablet) {
    for (int session = 0; session < sessions_; ++session) {
      const Door& at = doors_[static_cast<std::size_t>(session)][static_cast<std::size_t>(tablet)];
      arrive(session, tablet, at.released);
      ledger_comes(session, tablet);
    }
  }

  void close(int session) {
    if (holding(session).kept.close != TopicClose::open) {
      return;
    }
    rule_.close(holding(session).kept, holding(session).came, database_.set_aside, k);
  }

  // Everything goes through bytes.
  void restart() {
    for (auto& [topic, holding] : database_.holdings) {
      holding.kept = *wire::decode_disclosure(wire::encode(holding.kept));
      rule_.restart(holding.kept, holding.came, database_.set_aside, k);
    }
  }

  void set_aside(int tablet) {
    if (!one_in(3)) {
      return;
    }
    touched_ = true;
    if (database_.set_aside.erase(device(tablet)) == 0) {
      database_.set_aside.insert(device(tablet));
    }
    for (auto& [topic, holding] : database_.holdings) {
      rule_.set_aside(holding.kept, holding.came, database_.set_aside, k);
      rule_.advance(holding.kept, holding.came, database_.set_aside, k);
    }
  }

  void restore() {
    touched_ = true;
    const Database newest = database_;
    const bool with_file = one_in(2);
    database_ = backup_;
    for (auto& [topic, holding] : database_.holdings) {
      holding.kept = with_file
                         ? rule_.restore_with_file(holding.kept, newest.holdings.at(topic).kept)
                         : rule_.restore_without_file(holding.kept);
    }
    restart();
  }

  void end_of_day() {
    while (!to_come_.empty()) {
      somebody_taps();
    }
    for (int session = 0; session < sessions_; ++session) {
      for (int tablet = 0; tablet < tablets_; ++tablet) {
        if (!one_in(10)) {  // it is lost, and written off
          door_closes(session, tablet);
          ledger_comes(session, tablet);
        }
      }
      close(session);
      look();
    }
    for (int tablet = 0; tablet < tablets_; ++tablet) {
      send_again(tablet);
      look();
    }
    pool();
  }

  void pool() {
    auto pooled = pool_rest(event_.id, database_.holdings, database_.set_aside, k);
    if (pooled) {
      Row row(answers_.size(), 0);
      for (const auto& [topic, holding] : database_.holdings) {
        if (holding.kept.ending == Ending::pooled) {
          add_to(row, cut_of(holding.came, database_.set_aside).tally.help);
        }
      }
      note(row);
    }
  }

  void add_to(Row& row, const Counts<std::string>& names) const {
    for (const auto& [name, count] : names) {
      row[static_cast<std::size_t>(std::stoul(name))] += static_cast<std::uint32_t>(count);
    }
  }
  void note(const Row& row) {
    if (std::any_of(row.begin(), row.end(), [](std::uint32_t value) { return value != 0; })) {
      published_.insert(row);
    }
  }

  // Everybody looks at everything, whenever something of it changed.
  void look() {
    bool changed = std::exchange(looked_with_, database_.set_aside) != database_.set_aside;
    for (auto& [topic, holding] : database_.holdings) {
      if (holding.disclosure != holding.kept) {
        holding.disclosure = holding.kept;
        changed = true;
      }
    }
    if (changed) {
      write_down();
    }
  }

  void write_down() {
    const Published now = publish(event_, database_.holdings, database_.set_aside);
    Row sum(answers_.size(), 0);
    int shown = 0;
    for (const PublishedSession& session : now.sessions) {
      Row row(answers_.size(), 0);
      add_to(row, session.help.counts);
      note(row);
      add_to(sum, session.help.counts);
      shown += session.shown;
      check(session, row);
    }
    Row total(answers_.size(), 0);
    add_to(total, now.help.counts);
    if (total != sum || now.shown != shown) {
      fault_ = "a total is not the sum of what is shown";
    }
    if (rule_.sums_over_unshown) {
      for (const auto& [topic, holding] : database_.holdings) {
        if (holding.kept.shown.tally.answers == 0) {
          add_to(total, cut_of(holding.came, database_.set_aside).tally.help);
        }
      }
    }
    note(total);
  }

  void check(const PublishedSession& session, const Row& row) {
    const Holding& held = database_.holdings.at({event_.id, Purpose::exit, session.session});
    const auto at = static_cast<std::size_t>(std::stoul(session.session.value.substr(1)));
    const Cut all = cut_of(held.came, database_.set_aside);
    const bool regaining = held.kept.memory != Memory::whole;
    if (session.shown > 0 && !regaining && !holds(all.tally, held.kept.shown.tally)) {
      fault_ = "more is shown than came";
    }
    const bool is_final = session.closed && !late_[at] && !touched_;
    if (is_final && fresh_answers(all, Cut{}) >= k && session.shown != all.tally.answers) {
      fault_ = "closed, enough, nothing late, and not all is shown";
    }
    if (session.shown == 0) {
      return;
    }
    Row& before = last_[session.session];
    if (!before.empty() && before != row) {
      int genuine = 0;
      for (std::size_t answer = 0; answer < row.size(); ++answer) {
        genuine += row[answer] != before[answer] && !answers_[answer].burst ? 1 : 0;
      }
      if (genuine < k) {
        fault_ = "two states of a session differ by " + std::to_string(genuine);
      }
    }
    before = row;
  }

  void audit() {
    std::vector<Row> rows(published_.begin(), published_.end());
    reduce(rows, answers_.size());
    for (const Row& row : rows) {
      int genuine = 0;
      for (std::size_t answer = 0; answer < row.size(); ++answer) {
        genuine += row[answer] != 0 && !answers_[answer].burst ? 1 : 0;
      }
      if (genuine < k) {
        fault_ = "what was published isolates " + std::to_string(genuine);
      }
    }
  }

  std::mt19937 random_;
  const Rule& rule_;
  int tablets_ = 0;
  int sessions_ = 0;
  Event event_;
  std::vector<Topic> topics_;
  std::vector<Answer> answers_;
  std::vector<std::size_t> to_come_;
  std::vector<std::vector<Door>> doors_;  // by session and tablet
  Database database_;
  Database backup_;
  std::vector<bool> late_;
  bool touched_ = false;  // set aside or restored: not all is shown in the end
  std::set<Uuid> looked_with_;
  std::map<SessionId, Row> last_;
  std::set<Row> published_;
  std::string fault_;
};

}  // namespace

std::string fault_of_day(std::uint32_t seed, const Rule& rule) {
  return Day(seed, rule).run();
}

}  // namespace lintel::days
