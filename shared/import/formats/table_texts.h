// The texts of one row of a table -> a draft session, all but its times. Private to the table
// reader; table, header and report outlive it. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/import/formats/columns.h"
#include "shared/import/formats/draft.h"
#include "shared/import/formats/table.h"

namespace lintel::formats {

// Yes and no as sheets say them, in four languages.
bool says_yes(std::string_view text);
bool says_no(std::string_view text);

class RowTexts {
 public:
  RowTexts(const Table& table, const Header& header, Report& report)
      : table_(table), header_(header), report_(report) {}

  // The cell below the best column of the kind; empty when there is none.
  std::string_view text(std::size_t row, Column column) const;
  void fill(std::size_t row, DraftSession& session);
  // Advice on names that can only be slips of the pen.
  void advise_on_headers() const;

 private:
  using Splitter = std::vector<std::string> (*)(std::string_view);
  void fill_list(std::size_t row, Column column, Splitter split_cell,
                 std::vector<std::string>& list) const;
  void fill_show_names(std::size_t row, DraftSession& session) const;
  void check_status(std::string_view status, const std::string& folded, int line);

  const Table& table_;
  const Header& header_;
  Report& report_;
  std::set<std::string> unknown_statuses_;
};

}  // namespace lintel::formats
