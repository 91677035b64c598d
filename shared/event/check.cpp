#include "shared/event/check.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "shared/core/text.h"

namespace lintel {
namespace {

constexpr minutes offset_max{18 * 60};

class Checker {
 public:
  explicit Checker(const Event& draft) : event_(draft) {}

  std::vector<Breach> run() {
    check_header();
    check_rules();
    check_form();
    check_rooms();
    check_sessions();
    return std::move(breaches_);
  }

 private:
  void at(Part part, std::size_t index) {
    part_ = part;
    index_ = index;
  }
  void say(std::string field, std::string message, ErrorCode code = ErrorCode::invalid) {
    if (breaches_.size() < limits::findings_max) {
      breaches_.push_back({part_, index_, std::move(field), code, std::move(message)});
    }
  }

  enum class Empty { allowed, refused };
  void check_line(const char* field, const std::string& text, std::size_t bytes_max, Empty empty) {
    if (text.empty()) {
      if (empty == Empty::refused) {
        say(field, "is empty; it has to be filled in.");
      }
      return;
    }
    check_length(field, text, bytes_max);
    if (clean_line(text) != text) {
      say(field,
          "has control characters, doubled spaces or bytes that are not UTF-8; type it again.");
    }
  }
  void check_paragraph(const char* field, const std::string& text, std::size_t bytes_max) {
    check_length(field, text, bytes_max);
    if (clean_paragraph(text) != text) {
      say(field,
          "has control characters, doubled spaces or bytes that are not UTF-8; type it again.");
    }
  }
  void check_length(const char* field, const std::string& text, std::size_t bytes_max) {
    if (text.size() > bytes_max) {
      say(field,
          "is " + std::to_string(text.size()) + " bytes long; at most " +
              std::to_string(bytes_max) + " fit.",
          ErrorCode::limit);
    }
  }
  void check_count(const char* field, std::size_t count, std::size_t count_max) {
    if (count > count_max) {
      say(field,
          "has " + std::to_string(count) + " entries; at most " + std::to_string(count_max) +
              " are allowed.",
          ErrorCode::limit);
    }
  }
  void check_key(const char* field, const std::string& key) {
    const bool fine = !key.empty() && key.size() <= limits::key_bytes_max &&
                      std::all_of(key.begin(), key.end(), [](char c) {
                        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/' ||
                               c == '.';
                      });
    if (!fine) {
      say(field, "\"" + std::string{truncate_utf8(key, 40)} +
                     "\" is no key: use up to 64 letters, digits and hyphens.");
    }
  }

  void check_header() {
    at(Part::event, 0);
    check_line("id", event_.id.value, limits::id_bytes_max, Empty::refused);
    check_line("title", event_.title, limits::title_bytes_max, Empty::refused);
    check_line("theme", event_.theme, limits::title_bytes_max, Empty::allowed);
    check_line("time_zone", event_.time_zone, limits::name_bytes_max, Empty::refused);
    if (event_.languages.empty()) {
      say("languages", "is empty; name at least one, such as \"en\".");
    }
    check_count("languages", event_.languages.size(), limits::languages_max);
    std::set<std::string> seen;
    for (const std::string& language : event_.languages) {
      check_key("languages", language);
      if (!seen.insert(language).second) {
        say("languages", "\"" + language + "\" stands there twice; keep one.");
      }
    }
    if (!event_.accent.empty() && !is_colour(event_.accent)) {
      say("accent", "\"" + std::string{truncate_utf8(event_.accent, 40)} +
                        "\" is no colour; write it like \"#0B6B6B\".");
    }
  }

  static bool is_colour(const std::string& text) {
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
  }

  void check_rules() {
    const auto within = [this](const char* field, int value) {
      if (value < limits::group_min || value > limits::group_max) {
        say(field, "is " + std::to_string(value) + "; give a number from " +
                       std::to_string(limits::group_min) + " to " +
                       std::to_string(limits::group_max) +
                       ", because a smaller group protects nobody.");
      }
    };
    within("release_group", event_.rules.release_group);
    within("min_answers", event_.rules.min_answers);
    within("min_notes", event_.rules.min_notes);
  }

  void check_form() {
    check_key("form", event_.form.id);
    const auto keys = [this](const char* field, const std::vector<std::string>& list) {
      check_count(field, list.size(), limits::form_keys_max);
      std::set<std::string> seen;
      for (const std::string& key : list) {
        check_key(field, key);
        if (!seen.insert(key).second) {
          say(field, "\"" + key + "\" stands there twice; keep one.");
        }
      }
    };
    keys("form.use", event_.form.use);
    keys("form.help", event_.form.help);
    keys("form.note_prompts", event_.form.note_prompts);
    if (event_.form.use.empty()) {
      say("form.use", "is empty; the first question needs answers to choose from.");
    }
  }

  void check_rooms() {
    at(Part::event, 0);
    if (event_.rooms.empty()) {
      say("rooms", "is empty; name at least one room.");
    }
    check_count("rooms", event_.rooms.size(), limits::rooms_max);
    std::set<std::string> names;
    for (std::size_t i = 0; i < event_.rooms.size(); ++i) {
      const Room& room = event_.rooms[i];
      at(Part::room, i);
      check_line("id", room.id.value, limits::id_bytes_max, Empty::refused);
      check_line("name", room.name, limits::name_bytes_max, Empty::refused);
      if (!rooms_.emplace(room.id, i).second) {
        say("id", "\"" + room.id.value + "\" is the id of another room too; give each its own.");
      }
      if (!names.insert(ascii_lower(room.name)).second) {
        say("name", "\"" + room.name + "\" is the name of another room too; give each its own.");
      }
    }
  }

  void check_sessions() {
    at(Part::event, 0);
    check_count("sessions", event_.sessions.size(), limits::sessions_max);
    std::unordered_map<SessionId, std::size_t> ids;
    for (std::size_t i = 0; i < event_.sessions.size(); ++i) {
      const Session& session = event_.sessions[i];
      at(Part::session, i);
      check_line("id", session.id.value, limits::id_bytes_max, Empty::refused);
      if (!ids.emplace(session.id, i).second) {
        say("id",
            "\"" + session.id.value + "\" is the id of another session too; give each its own.");
      }
      check_place(session);
      check_times(session);
      check_words(session);
      check_slides(session.slides_url);
    }
  }

  void check_place(const Session& session) {
    if (session.room.empty()) {
      say("room", "is empty; write the room that the session is in.");
    } else if (!rooms_.count(session.room)) {
      say("room", "\"" + session.room.value + "\" is none of the event's rooms; add it to them.");
    }
    if (!session.moved_from) {
      return;
    }
    if (!rooms_.count(*session.moved_from)) {
      say("moved_from",
          "\"" + session.moved_from->value + "\" is none of the event's rooms; add it to them.");
    } else if (*session.moved_from == session.room) {
      say("moved_from", "is the room the session is in; leave it empty when nothing moved.");
    }
  }

  void check_times(const Session& session) {
    if (session.end <= session.start) {
      say("end", "is not after the start; a session has to last at least a minute.");
    } else if (session.end.utc - session.start.utc > limits::session_length_max) {
      say("end", "is more than a day after the start; check the date and the times.",
          ErrorCode::limit);
    }
    // The years that dates on the wire can have.
    const auto known = [](const Moment& moment) {
      using std::chrono::year;
      const LocalDay day = day_of(moment.local());
      return day >= LocalDay{year{1970} / 1 / 1} && day <= LocalDay{year{9999} / 12 / 31};
    };
    if (!known(session.start) || !known(session.end)) {
      say("start", "is not in the years from 1970 to 9999; check the date.");
    }
    const auto sane = [](minutes offset) { return offset >= -offset_max && offset <= offset_max; };
    if (!sane(session.start.offset) || !sane(session.end.offset)) {
      say("start", "is more than 18 hours away from UTC; check the time zone.");
    }
  }

  void check_words(const Session& session) {
    check_line("title", session.title, limits::title_bytes_max, Empty::refused);
    check_paragraph("challenge", session.challenge, limits::challenge_bytes_max);
    check_line("group", session.group, limits::name_bytes_max, Empty::allowed);
    check_line("guide", session.guide, limits::name_bytes_max, Empty::allowed);
    check_count("suggestions", session.suggestions.size(), limits::suggestions_max);
    for (const std::string& suggestion : session.suggestions) {
      check_line("suggestions", suggestion, limits::suggestion_bytes_max, Empty::refused);
    }
    check_count("presenters", session.presenters.size(), limits::presenters_max);
    for (const std::string& presenter : session.presenters) {
      check_line("presenters", presenter, limits::name_bytes_max, Empty::refused);
    }
  }

  // A QR code on a public screen: only https, and nothing that could hide another address.
  void check_slides(const std::string& url) {
    if (url.empty()) {
      return;
    }
    check_length("slides", url, limits::url_bytes_max);
    constexpr std::string_view scheme = "https://";
    const bool printable = std::all_of(url.begin(), url.end(), [](char c) {
      return c > ' ' && c < '\x7f' && c != '"' && c != '\\';
    });
    if (url.compare(0, scheme.size(), scheme) != 0 || url.size() == scheme.size()) {
      say("slides", "is no web address that begins with https://; correct it or leave it empty.");
    } else if (!printable) {
      say("slides", "has spaces, quotes or letters beyond ASCII; copy it again from the browser.");
    } else if (const auto host_end = url.find_first_of("/?#", scheme.size());
               url.substr(scheme.size(), host_end - scheme.size()).find('@') != std::string::npos) {
      say("slides", "has a name before an @; give the plain address.");
    }
  }

  const Event& event_;
  std::vector<Breach> breaches_;
  std::unordered_map<RoomId, std::size_t> rooms_;
  Part part_ = Part::event;
  std::size_t index_ = 0;
};

}  // namespace

std::vector<Breach> find_breaches(const Event& draft) {
  return Checker{draft}.run();
}

}  // namespace lintel
