#include "shared/import/formats/zip_member.h"

#include <zip.h>

namespace lintel::formats {
namespace {

// A workbook of many sheets has some dozens; libzip keeps about 200 bytes of each.
constexpr std::size_t members_max = 4096;

bool has_too_many_members(std::string_view bytes) {
  constexpr std::string_view directory_entry{"PK\x01\x02"};
  std::size_t count = 0;
  for (std::size_t at = bytes.find(directory_entry); at != std::string_view::npos;
       at = bytes.find(directory_entry, at + directory_entry.size())) {
    ++count;
  }
  return count > members_max;
}

Error damaged() {
  return {ErrorCode::corrupt, "The workbook is damaged; open it in Excel and save it again."};
}

}  // namespace

void ZipArchive::Close::operator()(void* archive) const {
  zip_discard(static_cast<zip_t*>(archive));
}

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  if (has_too_many_members(bytes)) {
    return damaged();
  }
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    zip_source_free(source);
    zip_error_fini(&error);
    return damaged();
  }
  zip_error_fini(&error);
  return ZipArchive{archive};
}

Result<std::string> ZipArchive::read(const std::string& name, std::size_t bytes_max) {
  auto* archive = static_cast<zip_t*>(archive_.get());
  const zip_int64_t index = zip_name_locate(archive, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) {
    return Error{ErrorCode::not_found, "The workbook has no part " + name + "."};
  }
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file{
      zip_fopen_index(archive, static_cast<zip_uint64_t>(index), 0), zip_fclose};
  if (!file) {
    const bool locked = zip_error_code_zip(zip_get_error(archive)) == ZIP_ER_NOPASSWD;
    return locked ? Error{ErrorCode::refused,
                          "The workbook is protected by a password; save it without one."}
                  : damaged();
  }
  std::string text;
  constexpr std::size_t piece = 64 * 1024;
  while (text.size() <= bytes_max) {
    const std::size_t before = text.size();
    text.resize(before + piece);
    const zip_int64_t got = zip_fread(file.get(), text.data() + before, piece);
    if (got < 0) {
      return damaged();
    }
    text.resize(before + static_cast<std::size_t>(got));
    if (got == 0) {
      return text;
    }
  }
  return Error{ErrorCode::limit,
               "A sheet of this workbook unpacks to more than " +
                   std::to_string(bytes_max / (1024 * 1024)) +
                   " MB; keep only the schedule, and delete empty rows below it."};
}

}  // namespace lintel::formats
