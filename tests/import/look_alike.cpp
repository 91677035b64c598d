#include "look_alike.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "zones.h"

namespace lintel::formats {

std::string bytes_of_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    throw std::runtime_error("cannot read " + path);
  }
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::string look_alike(const std::string& name) {
  return bytes_of_file(std::string{LINTEL_LOOK_ALIKES} + "/" + name);
}

ReadOptions options_for(FirstDay first) {
  ReadOptions options;
  options.offsets = real_zones();
  if (first == FirstDay::known) {
    options.first_day = day("2026-11-20");
  }
  return options;
}

Reading read(const std::string& name, const ReadOptions& options) {
  return read_schedule({name, look_alike(name)}, options);
}

Reading read(const std::string& name) {
  return read(name, options_for(FirstDay::unknown));
}

Reading read_bytes(const std::string& bytes) {
  return read_schedule({"file", bytes}, options_for(FirstDay::known));
}

LocalDay day(const std::string& text) {
  return *parse_day(text);
}

std::string when(const DraftSession& session) {
  if (!session.start || !session.end) {
    return "no time";
  }
  const auto clock = [](LocalTime time) {
    return to_rfc3339(Moment{std::chrono::sys_seconds{time.time_since_epoch()}, minutes{0}})
        .substr(11, 5);
  };
  const std::string date = to_iso_day(day_of(session.start->civil));
  if (session.all_day) {
    return date + " all day to " + to_iso_day(day_of(session.end->civil));
  }
  std::string text = date + " " + clock(session.start->civil) + "-" + clock(session.end->civil);
  if (session.start->offset) {
    const Moment moment{std::chrono::sys_seconds{}, *session.start->offset};
    const std::string zone = to_rfc3339(moment).substr(19);
    text += zone == "Z" ? "+00:00" : zone;
  }
  return text;
}

std::vector<std::string> whens(const Reading& reading) {
  std::vector<std::string> list;
  for (const DraftSession& session : reading.event.sessions) {
    list.push_back(when(session));
  }
  return list;
}

std::vector<std::string> titles(const Reading& reading) {
  std::vector<std::string> list;
  for (const DraftSession& session : reading.event.sessions) {
    list.push_back(session.title);
  }
  return list;
}

const DraftSession& titled(const Reading& reading, const std::string& title) {
  for (const DraftSession& session : reading.event.sessions) {
    if (session.title == title) {
      return session;
    }
  }
  throw std::runtime_error("no session is called " + title);
}

std::set<std::string> rooms(const Reading& reading) {
  std::set<std::string> names;
  for (const DraftSession& session : reading.event.sessions) {
    names.insert(session.room);
  }
  return names;
}

int errors(const Reading& reading) {
  return static_cast<int>(
      std::count_if(reading.findings.begin(), reading.findings.end(),
                    [](const Finding& finding) { return finding.severity == Severity::error; }));
}

bool says(const Reading& reading, const std::string& text) {
  return to_text(reading.findings).find(text) != std::string::npos;
}

}  // namespace lintel::formats
