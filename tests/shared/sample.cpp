#include "sample.h"

#include <algorithm>
#include <cassert>

#include "shared/core/text.h"

namespace lintel::sample {

using std::chrono::hours;

Moment moment_on(const std::string& day, const std::string& clock, minutes offset) {
  const auto local = parse_local_time(day + "T" + clock);
  assert(local);
  return {std::chrono::sys_seconds{local->time_since_epoch() - offset}, offset};
}

Moment moment(const std::string& clock) {
  return moment_on("2026-11-20", clock, hours{-6});
}

UtcTime at(const std::string& clock) {
  return moment(clock).utc;
}

Session session(const Block& block) {
  Session made;
  made.id = {block.id};
  made.room = {block.room};
  made.title = "About " + block.id;
  made.start = moment(block.start);
  made.end = moment(block.end);
  return made;
}

Event event(std::vector<Session> sessions) {
  Event draft;
  draft.id = {"day"};
  draft.title = "A day";
  draft.time_zone = "America/Chicago";
  draft.languages = {"en"};
  draft.rooms = {{{"204"}, "204"}, {{"gym"}, "Gym"}};
  draft.sessions = std::move(sessions);
  auto made = make_event(std::move(draft));
  assert(made);
  return std::move(*made);
}

std::string id_of(const Session* session) {
  return session == nullptr ? "-" : session->id.value;
}

std::vector<std::string> ids_of(const std::vector<const Session*>& sessions) {
  std::vector<std::string> ids;
  std::transform(sessions.begin(), sessions.end(), std::back_inserter(ids), id_of);
  return ids;
}

Uuid uuid(std::mt19937& random) {
  std::array<std::uint8_t, 16> bytes{};
  std::generate(bytes.begin(), bytes.end(),
                [&] { return static_cast<std::uint8_t>(random() & 0xFFU); });
  return Uuid::from_random(bytes);
}

Response response(std::mt19937& random) {
  static const std::vector<std::string> words = {"greet",
                                                 "quote \" and \\",
                                                 "a/b <c> & 'd'",
                                                 "line\nbreak",
                                                 "美玲",
                                                 "Юлия",
                                                 "Ελένη",
                                                 "Nguyễn",
                                                 "Łukasz",
                                                 "Amélie",
                                                 "नमस्ते",
                                                 "مرحبا",
                                                 "שלום",
                                                 "👩🏽‍🚀",
                                                 "🇺🇸",
                                                 "e\xCC\x81",
                                                 "\xEF\xBF\xBD",
                                                 "𝔘𝔫𝔦",
                                                 "ไทย",
                                                 "한국어"};
  const auto some = [&](std::size_t below) { return random() % below; };
  const Form& form = exit_form();
  Response made;
  made.id = uuid(random);
  made.event = {"day"};
  made.session = {"session " + words[some(words.size())]};
  made.session.value = clean_line(made.session.value);
  made.form = form.id;
  made.use = form.use[some(form.use.size())];
  for (int number = 1; number <= 8; ++number) {
    if (some(3) == 0) {
      made.tried.push_back(number);
    }
  }
  for (const std::string& key : form.help) {
    if (some(3) == 0) {
      made.help.push_back(key);
    }
  }
  return made;
}

}  // namespace lintel::sample
