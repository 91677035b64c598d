#include "shared/event/note.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/core/text.h"

namespace lintel {
namespace {

Error wrong(std::string_view field, std::string_view why, ErrorCode code = ErrorCode::invalid) {
  return Error{code, std::string{field} + ": " + std::string{why}};
}

Status check_id(std::string_view field, const std::string& id) {
  if (id.empty()) {
    return wrong(field, "is empty.");
  }
  if (id.size() > limits::id_bytes_max) {
    return wrong(field, "is longer than 200 bytes.", ErrorCode::limit);
  }
  return clean_line(id) == id ? ok() : wrong(field, "is not clean text.");
}

template <class AnyNote>
Status check_frame(const AnyNote& note, const Form& form) {
  if (note.id.is_nil()) {
    return wrong("id", "is the nil UUID.");
  }
  TRY_DO(check_id("event", note.topic.event.value));
  TRY_DO(check_id("subject", note.topic.session.value));
  if (note.form != form.id) {
    return wrong("form", "is not the form that is asked.");
  }
  const auto& prompts = form.note_prompts;
  if (std::find(prompts.begin(), prompts.end(), note.prompt) == prompts.end()) {
    return wrong("prompt", "unknown prompt.");
  }
  return ok();
}

}  // namespace

Status check_note(const Note& note, const Form& form) {
  TRY_DO(check_frame(note, form));
  if (note.text.empty()) {
    return wrong("text", "is empty.");
  }
  if (note.text.size() > limits::note_bytes_max) {
    return wrong("text", "is longer than 2000 bytes.", ErrorCode::limit);
  }
  return clean_paragraph(note.text) == note.text ? ok() : wrong("text", "is not clean text.");
}

Status check_note(const SealedNote& note, const Form& form) {
  TRY_DO(check_frame(note, form));
  const auto& sizes = limits::note_box_bytes;
  const bool sized = std::find(sizes.begin(), sizes.end(), note.box.size()) != sizes.end();
  return sized ? ok() : wrong("box", "has none of the sizes of a sealed note.");
}

}  // namespace lintel
