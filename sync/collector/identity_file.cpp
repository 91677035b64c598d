#include "sync/collector/identity_file.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "sync/collector/data_folder.h"
#include "sync/store/folder.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::json;

constexpr std::size_t file_bytes_max = 16 * 1024 * 1024;  // 50,000 tablets

std::string path_beside(const std::string& database_path) {
  return std::filesystem::path(database_path).replace_filename("identity.json").string();
}

Error not_understood() {
  return Error{ErrorCode::corrupt, "identity.json cannot be understood."};
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Result<trust::KnownTablet> tablet_of(const Json& json) {
  if (!json.is_object()) {
    return not_understood();
  }
  TRY(const Uuid device, Uuid::parse(text_of(json, "device")));
  TRY(const trust::PublicKey key, trust::PublicKey::parse(text_of(json, "key")));
  const bool is_revoked = json.value("revoked", Json(false)) == Json(true);
  return trust::KnownTablet{device, key, text_of(json, "name"), RoomId{text_of(json, "room")},
                            is_revoked ? trust::Admission::revoked : trust::Admission::paired};
}

}  // namespace

std::string encode(const IdentityFile& file) {
  Json tablets = Json::array();
  for (const trust::KnownTablet& tablet : file.tablets) {
    tablets.push_back({{"device", tablet.device.text()},
                       {"key", tablet.key.text()},
                       {"name", tablet.name},
                       {"room", tablet.room.value},
                       {"revoked", tablet.admission == trust::Admission::revoked}});
  }
  return Json{{"collector", file.collector.text()},
              {"notes_key", file.notes_key},
              {"password", file.password},
              {"tablets", std::move(tablets)}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<IdentityFile> decode_identity_file(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("tablets") || !json["tablets"].is_array()) {
    return not_understood();
  }
  IdentityFile file;
  TRY(file.collector, Uuid::parse(text_of(json, "collector")));
  file.notes_key = text_of(json, "notes_key");
  file.password = text_of(json, "password");
  for (const Json& one : json["tablets"]) {
    TRY(trust::KnownTablet tablet, tablet_of(one));
    file.tablets.push_back(std::move(tablet));
  }
  return file;
}

std::optional<IdentityFile> read_identity_file(const std::string& database_path,
                                               std::string& notice) {
  const std::string path = path_beside(database_path);
  const auto text = read_checked_file(path, file_bytes_max);
  auto file = text ? decode_identity_file(*text) : Result<IdentityFile>(text.error());
  if (file) {
    return std::move(file).value();
  }
  if (file.error().code != ErrorCode::not_found) {
    const auto kept_as = store::set_aside(path);
    notice += std::string(notice.empty() ? "" : " ") + path + " cannot be read" +
              (kept_as ? ", is kept as " + *kept_as : std::string{}) +
              " and is written anew from the database.";
  }
  return std::nullopt;
}

Status write_identity_file(const std::string& database_path, const std::string& text) {
  return write_checked_file(path_beside(database_path), text);
}

}  // namespace lintel::collector
