// The rows of a database file, page by page, without asking its B-trees the way: for a file whose
// inner pages are damaged and hide leaves that are whole. What the WAL has committed stands over
// the file's own pages. The layout is sqlite.org/fileformat2.html sections 1.5, 1.6 and 2.
//
// Rows of every table without rowid come, and of every index, in no order; the caller tells by
// their columns and their checksums what they are. Garbage never leads outside of the file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace lintel::store {

// NULL, an integer, or the bytes of a text or blob. Reals do not occur in our tables.
using PageValue = std::variant<std::monostate, std::int64_t, std::string>;
using PageRow = std::vector<PageValue>;

// A file that cannot be read has no rows.
void scan_pages(const std::string& database_path, const std::function<void(const PageRow&)>& take);

}  // namespace lintel::store
