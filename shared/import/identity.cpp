#include "shared/import/identity.h"

#include <algorithm>
#include <cstdint>

#include "shared/import/formats/folding.h"

namespace lintel {
namespace {

using formats::fold;

constexpr double alike_enough = 0.75;  // a word changed, a subtitle added
constexpr double rather_alike = 0.5;
constexpr std::size_t candidates_max = 5;

// What is compared of a session, made comparable once.
struct Face {
  const Session* session = nullptr;
  std::string title;
  std::vector<std::uint16_t> pairs;  // of neighbouring bytes of the title, sorted
  std::string room;
  std::set<std::string> people;
};

std::vector<Face> faces_of(const Event& event) {
  std::map<RoomId, std::string> rooms;
  for (const Room& room : event.rooms) {
    rooms[room.id] = formats::fold_bare_room(room.name);
  }
  std::vector<Face> faces;
  for (const Session& session : event.sessions) {
    Face face{&session, fold(session.title), {}, rooms[session.room], {}};
    for (std::size_t at = 0; at + 2 <= face.title.size(); ++at) {
      const auto high = static_cast<unsigned char>(face.title[at]);
      const auto low = static_cast<unsigned char>(face.title[at + 1]);
      face.pairs.push_back(static_cast<std::uint16_t>(high * 256 + low));
    }
    std::sort(face.pairs.begin(), face.pairs.end());
    for (const std::string& name : session.presenters) {
      face.people.insert(fold(name));
    }
    faces.push_back(std::move(face));
  }
  return faces;
}

// Pairs of letters that two titles share: 1 for equal ones, 0 for nothing in common.
double likeness(const Face& a, const Face& b) {
  if (a.title == b.title) {
    return 1;
  }
  std::size_t shared = 0;
  for (auto left = a.pairs.begin(), right = b.pairs.begin();
       left != a.pairs.end() && right != b.pairs.end();) {
    shared += *left == *right ? 1U : 0U;
    const bool step_left = *left <= *right;
    const bool step_right = *right <= *left;
    left += step_left ? 1 : 0;
    right += step_right ? 1 : 0;
  }
  const std::size_t all = a.pairs.size() + b.pairs.size();
  return all == 0 ? 0 : 2.0 * static_cast<double>(shared) / static_cast<double>(all);
}

// A row number rather than a name: another session has it when rows are put in or taken out.
bool is_row_number(const SessionId& id) {
  return id.value.size() <= 4 && id.value.find_first_not_of("0123456789") == std::string::npos;
}

struct Likeness {
  double title = 0;
  bool room = false;
  bool start = false;
  bool people = false;

  bool is_certain() const {
    return title == 1 || (title >= alike_enough && (room || start)) ||
           (room && start && (title >= rather_alike || people)) ||
           (people && title >= rather_alike);
  }
  bool is_possible() const { return (room && start) || people || title >= rather_alike; }
  double score() const { return title * 4 + (room ? 1 : 0) + (start ? 1.5 : 0) + (people ? 2 : 0); }
};

class Matcher {
 public:
  Matcher(const Event& before, const SessionAliases& aliases, const SameDecisions& decisions,
          Event& now)
      : before_(before),
        aliases_(aliases),
        decisions_(decisions),
        now_(now),
        before_faces_(faces_of(before)),
        now_faces_(faces_of(now)) {
    for (const Face& face : before_faces_) {
      before_by_id_.emplace(face.session->id.value, &face);
    }
  }

  Result<Matching> run() {
    find_unknown_decisions();
    take_what_is_decided();
    take_same_ids();
    match_the_rest();
    for (const Session& session : before_.sessions) {
      if (!claimed_.contains(session.id.value)) {
        matching_.gone.push_back(session.id);
      }
    }
    TRY_DO(rename());
    return std::move(matching_);
  }

 private:
  static const Session* find(const Event& event, const std::string& id) {
    return event.find_session(SessionId{id});
  }
  bool is_free(const std::string& before_id) const { return !claimed_.contains(before_id); }

  void claim(const Session& session, const std::string& before_id) {
    claimed_.insert(before_id);
    identity_[session.id.value] = before_id;
  }

  void find_unknown_decisions() {
    for (const auto& [now, before] : decisions_.same) {
      if (find(now_, now) == nullptr || find(before_, before) == nullptr) {
        matching_.unknown.push_back(now + "=" + before);
      }
    }
    for (const std::string& now : decisions_.fresh) {
      if (find(now_, now) == nullptr) {
        matching_.unknown.push_back(now);
      }
    }
  }

  void take_what_is_decided() {
    for (const Session& session : now_.sessions) {
      const auto decided = decisions_.same.find(session.id.value);
      const auto known = aliases_.find(session.id.value);
      if (decided != decisions_.same.end() && before_by_id_.contains(decided->second)) {
        claim(session, decided->second);
      } else if (!is_fresh(session) && known != aliases_.end() && is_free(known->second)) {
        claim(session, known->second);
      }
    }
  }

  bool is_fresh(const Session& session) const {
    return decisions_.fresh.contains(session.id.value);
  }

  void take_same_ids() {
    for (const Face& face : now_faces_) {
      const Session& session = *face.session;
      const auto same = before_by_id_.find(session.id.value);
      if (identity_.contains(session.id.value) || same == before_by_id_.end() ||
          is_fresh(session) || !is_free(session.id.value)) {
        continue;
      }
      if (!is_row_number(session.id) || compare(face, *same->second).is_certain()) {
        claim(session, session.id.value);
      }
    }
  }

  static Likeness compare(const Face& now, const Face& before) {
    return {likeness(now, before), now.room == before.room,
            now.session->start == before.session->start,
            !now.people.empty() && now.people == before.people};
  }

  struct Pair {
    const Session* now;
    const Session* before;
    Likeness likeness;
  };

  // The best few of each session: what more there is would be no answer anyway.
  void match_the_rest() {
    std::vector<Pair> pairs;
    for (const Face& now : now_faces_) {
      if (identity_.contains(now.session->id.value) || is_fresh(*now.session)) {
        continue;
      }
      std::vector<Pair> candidates;
      for (const Face& before : before_faces_) {
        const Likeness likeness = compare(now, before);
        if (is_free(before.session->id.value) && likeness.is_possible()) {
          candidates.push_back({now.session, before.session, likeness});
        }
      }
      std::stable_sort(candidates.begin(), candidates.end(), better);
      candidates.resize(std::min(candidates.size(), candidates_max));
      pairs.insert(pairs.end(), candidates.begin(), candidates.end());
    }
    std::stable_sort(pairs.begin(), pairs.end(), better);
    std::map<const Session*, std::vector<const Pair*>> rivals;
    for (const Pair& pair : pairs) {
      rivals[pair.now].push_back(&pair);
      rivals[pair.before].push_back(&pair);
    }
    for (const Pair& pair : pairs) {
      if (is_open(pair) && pair.likeness.is_certain() && !has_rival(pair, rivals[pair.now]) &&
          !has_rival(pair, rivals[pair.before])) {
        claim(*pair.now, pair.before->id.value);
      }
    }
    collect_doubts(pairs);
  }

  static bool better(const Pair& a, const Pair& b) {
    return a.likeness.score() > b.likeness.score();
  }

  bool is_open(const Pair& pair) const {
    return !identity_.contains(pair.now->id.value) && is_free(pair.before->id.value);
  }

  // Another pair of one of its sessions that is as good.
  bool has_rival(const Pair& pair, const std::vector<const Pair*>& others) const {
    return std::any_of(others.begin(), others.end(), [&](const Pair* other) {
      return other != &pair && is_open(*other) && other->likeness.is_certain() &&
             other->likeness.score() >= pair.likeness.score();
    });
  }

  void collect_doubts(const std::vector<Pair>& pairs) {
    if (decisions_.all_fresh) {
      return;
    }
    std::map<const Session*, std::vector<SessionId>> open;
    for (const Pair& pair : pairs) {
      if (is_open(pair)) {
        open[pair.now].push_back(pair.before->id);
      }
    }
    for (const Session& session : now_.sessions) {
      const auto found = open.find(&session);
      if (found != open.end()) {
        matching_.doubts.push_back({session.id, found->second});
      }
    }
  }

  // A session that is another one than before must not take that one's id.
  std::string fresh_id(const std::string& wanted) const {
    std::string id = wanted;
    for (int number = 2; find(before_, id) != nullptr || find(now_, id) != nullptr; ++number) {
      id = wanted + "/" + std::to_string(number);
    }
    return id;
  }

  Status rename() {
    matching_.aliases = aliases_;
    std::set<std::string> ids;
    for (Session& session : now_.sessions) {
      const std::string own = session.id.value;
      const auto known = identity_.find(own);
      std::string id = own;
      if (known != identity_.end()) {
        id = known->second;
      } else if (before_by_id_.contains(own)) {
        id = fresh_id(own);
      }
      if (!ids.insert(id).second) {
        return Error{ErrorCode::invalid, "Two sessions would be \"" + id +
                                             "\"; name another with --same for \"" + own + "\"."};
      }
      if (id != own) {
        matching_.aliases[own] = id;
      } else {
        matching_.aliases.erase(own);
      }
      session.id.value = id;
    }
    TRY(now_, make_event(std::move(now_)));
    return ok();
  }

  const Event& before_;
  const SessionAliases& aliases_;
  const SameDecisions& decisions_;
  Event& now_;
  std::vector<Face> before_faces_;
  std::vector<Face> now_faces_;
  std::map<std::string, const Face*> before_by_id_;
  Matching matching_;
  std::set<std::string> claimed_;
  std::map<std::string, std::string> identity_;  // file id -> id before
};

}  // namespace

Result<Matching> keep_identities(const Event& before, const SessionAliases& aliases,
                                 const SameDecisions& decisions, Event& now) {
  return Matcher{before, aliases, decisions, now}.run();
}

}  // namespace lintel
