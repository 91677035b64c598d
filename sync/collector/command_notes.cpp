// lintel-collector notes …: what teachers wrote, for an adult at the terminal. The boxes come from
// the collector, the key from its data folder or from paper; what is opened is printed and kept
// nowhere.
#include <nlohmann/json.hpp>
#include <ostream>

#include "shared/core/base64.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/wire/schedule.h"
#include "sync/collector/commands.h"
#include "sync/collector/desk.h"
#include "sync/collector/notes_key.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

int fail(const Error& error, Streams streams) {
  complain(streams, error.message);
  return exit_failed;
}

// From paper when a code is given, else from the folder.
Result<trust::NotesKeyPair> key_for(const NotesCommand& command) {
  if (!command.recovery_code.empty()) {
    return trust::NotesKeyPair::from_recovery_code(command.recovery_code);
  }
  auto key = read_notes_key(command.data_folder);
  if (key) {
    return key;
  }
  return Error{key.error().code,
               "There is no key for notes in " + command.data_folder +
                   ": they are kept and stay sealed; give --recovery-code CODE, the one that was "
                   "printed at the first start."};
}

// Empty: it is sealed to another key.
std::string opened(const Json& note, const trust::NotesKeyPair& key) {
  const std::string text = note.value("box", std::string{});
  for (const std::size_t size : limits::note_box_bytes) {
    std::vector<std::uint8_t> box(size);
    if (from_base64(text, Base64::standard, box)) {
      const auto plain = key.open({reinterpret_cast<const char*>(box.data()), box.size()});
      // A hostile tablet seals what it likes.
      return plain ? clean_paragraph(*plain) : std::string{};
    }
  }
  return {};
}

Result<Json> fetch(Desk& desk, const NotesCommand& command) {
  const Json asked = command.session.empty() ? Json::object() : Json{{"session", command.session}};
  TRY(const std::string body, desk.post_json("/v1/admin/notes", asked.dump()));
  Json reply = Json::parse(body, nullptr, false);
  if (!reply.is_object() || !reply.value("notes", Json()).is_array()) {
    return Error{ErrorCode::invalid, "The collector's answer cannot be understood."};
  }
  return reply;
}

std::string prompt_words(const std::string& prompt) {
  if (prompt == "working") {
    return "What works: ";
  }
  if (prompt == "not-working") {
    return "What does not work: ";
  }
  return prompt == "used-to-work" ? "What used to work: " : clean_line(prompt) + ": ";
}

int print(const Json& reply, const trust::NotesKeyPair& key, const NotesCommand& command,
          Streams streams) {
  int sealed = 0;
  Json notes = Json::array();
  for (const Json& note : reply["notes"]) {
    const std::string text = opened(note, key);
    sealed += text.empty() ? 1 : 0;
    if (!text.empty()) {
      notes.push_back({{"prompt", note.value("prompt", std::string{})}, {"text", text}});
    }
  }
  const std::string sentence = reply.value("sentence", std::string{});
  if (command.format == NotesFormat::json) {
    streams.out << Json{{"session", reply["session"]},
                        {"title", reply["title"]},
                        {"notes", notes},
                        {"sentence", sentence}}
                       .dump()
                << std::endl;
  } else {
    for (const Json& note : notes) {
      streams.out << "- " << prompt_words(note["prompt"].get<std::string>())
                  << note["text"].get<std::string>() << "\n";
    }
    streams.out << (notes.empty() ? "No notes are listed. " : "") << sentence << std::endl;
  }
  if (sealed > 0) {
    return fail({ErrorCode::refused,
                 std::to_string(sealed) + (sealed == 1 ? " note is" : " notes are") +
                     " sealed to another key and stay kept: give the recovery code that was "
                     "printed when that key was made."},
                streams);
  }
  return exit_fine;
}

// What notes are sealed to, from the schedule that tablets get.
Result<trust::NotesPublicKey> sealed_to(Desk& desk) {
  TRY(const std::string document, desk.get("/v1/admin/schedule"));
  TRY(const Event event, wire::decode_schedule(document));
  return trust::NotesPublicKey::parse(event.notes_key);
}

// The code on paper fits what notes are sealed to: then the folder has its key again.
Status put_back(Desk& desk, const NotesCommand& command, const trust::NotesKeyPair& key) {
  TRY(const trust::NotesPublicKey sealed, sealed_to(desk));
  if (sealed != key.public_key()) {
    return Error{ErrorCode::invalid,
                 "This is a recovery code, but not of the key that notes are sealed to now."};
  }
  const auto in_folder = read_notes_key(command.data_folder);
  if (in_folder && in_folder->public_key() == sealed) {
    return ok();
  }
  TRY_DO(write_notes_key(command.data_folder, key));
  return ok();
}

}  // namespace

int notes(const NotesCommand& command, Streams streams) {
  const auto key = key_for(command);
  if (!key) {
    return fail(key.error(), streams);
  }
  auto desk = Desk::open(command.data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  if (!command.recovery_code.empty()) {
    // Notes of an older key open with it all the same.
    if (const Status kept = put_back(*desk, command, *key); !kept) {
      complain(streams, kept.error().message);
    } else if (command.session.empty()) {
      streams.out << "notes.key is in its place." << std::endl;
      return exit_fine;
    }
  }
  const auto reply = fetch(*desk, command);
  return reply ? print(*reply, *key, command, streams) : fail(reply.error(), streams);
}

int notes_recovery_code(const std::string& data_folder, Streams streams) {
  const auto key = read_notes_key(data_folder);
  if (!key) {
    return fail({key.error().code, "There is no key for notes in " + data_folder +
                                       ": its recovery code was printed at the first start."},
                streams);
  }
  streams.out << key->recovery_code() << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
