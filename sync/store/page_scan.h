// The rows of a database file, page by page, without asking its B-trees the way: for a file whose
// pages are damaged. The layout is sqlite.org/fileformat2.html sections 1.5, 1.6 and 2.
//
// Rows of every table and every index come, those written last first; the caller tells by their
// columns and their checksums what they are, and the first of a key is the newest. What the log has
// committed stands over the file's own pages. A page that a damaged frame of it would have replaced
// comes as well, after what the frame holds: there the caller may meet a row again that was deleted
// since, never one that is not whole. Garbage never leads outside of the files.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace lintel::store {

// NULL, an integer, or the bytes of a text or blob. Reals do not occur in our tables.
using PageValue = std::variant<std::monostate, std::int64_t, std::string>;
// An INTEGER PRIMARY KEY comes as its number, though the file has NULL there.
using PageRow = std::vector<PageValue>;

// Holds one page of the file at a time, and the log's. A file that cannot be read has no rows.
void scan_pages(const std::string& database_path, const std::function<void(const PageRow&)>& take);

}  // namespace lintel::store
