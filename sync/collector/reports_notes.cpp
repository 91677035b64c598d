#include <sodium.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "shared/core/base64.h"
#include "sync/collector/reports.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

// Their order says nothing, not even the same thing twice.
void shuffle(std::vector<SealedNote>& notes) {
  for (std::size_t left = notes.size(); left > 1; --left) {
    std::swap(notes[left - 1], notes[randombytes_uniform(static_cast<std::uint32_t>(left))]);
  }
}

std::string sentence(int min_notes, bool is_closed) {
  const std::string many = std::to_string(min_notes);
  return is_closed ? "What is not listed yet is listed when " + many +
                         " more are in, else at the event's end, without their sessions."
                   : "Notes are listed once the session is closed, all at once, when there are at "
                     "least " +
                         many + "; fewer at the event's end, without their sessions.";
}

}  // namespace

std::string notes_json(const Books& books, const Session* session, std::vector<SealedNote> notes) {
  shuffle(notes);
  Json list = Json::array();
  for (const SealedNote& note : notes) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(note.box.data());
    list.push_back(
        {{"prompt", note.prompt}, {"box", to_base64({bytes, note.box.size()}, Base64::standard)}});
  }
  bool is_closed = true;
  if (session != nullptr && books.schedule) {
    const auto held = books.holdings.find({books.schedule->event.id, Purpose::exit, session->id});
    is_closed = held != books.holdings.end() && held->second.disclosure.close != TopicClose::open;
  }
  return Json{
      {"key", books.served_with.notes_key},
      {"session", session == nullptr ? Json(nullptr) : Json(session->id.value)},
      {"title", session == nullptr ? Json(nullptr) : Json(session->title)},
      {"notes", std::move(list)},
      {"sentence", session == nullptr ? "These are the notes of sessions that had fewer than " +
                                            std::to_string(group_size(books.min_notes())) + "."
                                      : sentence(group_size(books.min_notes()), is_closed)}}
      .dump();
}

}  // namespace lintel::collector
