#include <algorithm>

#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {

namespace {

BoardCell cell(std::string title, std::string byline, CellKind kind = CellKind::normal) {
  BoardCell made;
  made.kind = kind;
  made.title = std::move(title);
  made.byline = std::move(byline);
  return made;
}

BoardCell with_change(BoardCell made, std::string kicker, std::string change) {
  made.kicker = std::move(kicker);
  made.change = std::move(change);
  return made;
}

// A row from what stands in each column; every session gets a name of its own.
BoardRow row(std::string room, std::string note, std::vector<std::vector<BoardCell>> columns) {
  BoardRow made;
  made.room = std::move(room);
  made.note = std::move(note);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t k = 0; k < columns[c].size(); ++k) {
      BoardCell each = columns[c][k];
      each.from = static_cast<float>(c);
      each.to = each.from + 1;
      each.lane = static_cast<int>(k);
      each.lanes = static_cast<int>(columns[c].size());
      if (each.kind != CellKind::free) {
        each.session.value = made.room + "-" + std::to_string(c + 1) + "-" + std::to_string(k + 1);
      }
      made.lanes = std::max(made.lanes, each.lane + 1);
      made.cells.push_back(std::move(each));
    }
  }
  return made;
}

}  // namespace

View board(Kind kind) {
  BoardView view;
  view.columns = {
      {"10:00", pick(kind, " · now", " · ahora")}, {"11:00", ""}, {"1:00", ""}, {"2:00", ""}};
  view.now_column = 0;
  const std::string free = pick(kind, "Free", "Libre");
  const std::string group = pick(kind, "Group work without the free riders",
                                 "Trabajo en grupo sin que nadie se aproveche");
  const BoardCell away = with_change(cell(group, "", CellKind::moved_away), "",
                                     pick(kind, "→ Library", "→ Biblioteca"));
  const BoardCell here = with_change(cell(group, "", CellKind::moved_here), "",
                                     pick(kind, "moved from 204", "viene de la 204"));
  const BoardCell cancelled =
      with_change(cell(pick(kind, "Seats that work for everyone", "Asientos que sirven para todos"),
                       "", CellKind::cancelled),
                  pick(kind, "Cancelled", "Cancelada"), "");
  view.day_kicker = pick(kind, "FRIDAY 20 NOVEMBER", "VIERNES 20 DE NOVIEMBRE");
  view.day_title = pick(kind, "“This is what we prefer”", "«Esto es lo que preferimos»");
  view.rows = {
      row("204", pick(kind, "you are here", "estás aquí"),
          {{cell(pick(kind, "Greet us at the door", "Salúdanos en la puerta", long_title),
                 pick(kind, "Amara, Luis, Mei", "Amara, Luis, Mei", "Wilhelmina-Katharina, 王小明"),
                 CellKind::now)},
           {cell(pick(kind, "Homework that fits around a job",
                      "Deberes compatibles con un trabajo de tarde"),
                 "Devon, Priya")},
           {away},
           {cell(pick(kind, "Say our names right", "Decid bien nuestros nombres",
                      "私たちの名前を正しく呼んでください"),
                 "Nour, Tama")}}),
      row("206", "",
          {{cell(
               pick(kind, "What late work is really about", "Lo que hay detrás de entregar tarde"),
               "Jo, Hana")},
           {cell(pick(kind, "Quiet students have answers too",
                      "Quien calla también tiene respuestas"),
                 "Sofia, Ken, Ade")},
           {cell(pick(kind, "Phones: a deal we would keep", "Móviles: un trato que cumpliríamos"),
                 "Max, Lena")},
           {cell(pick(kind, "Feedback we can use tomorrow", "Comentarios que sirven para mañana"),
                 "Iris, Omar")}}),
      row(pick(kind, "Gym", "Gimnasio"), "",
          {{cell(pick(kind, "When a test day goes wrong", "Cuando un día de examen sale mal"),
                 "Bea, Raj")},
           {cancelled},
           {cell(pick(kind, "Belonging is built on Mondays", "El grupo se construye los lunes"),
                 "Kai, Elif")},
           {cell(pick(kind, "Our languages at school", "Nuestras lenguas en el instituto"),
                 "Ana, Minh, Yusuf")}}),
      row(pick(kind, "Library", "Biblioteca", "Performing Arts Rehearsal Hall B"), "",
          {{cell(free, "", CellKind::free)},
           {cell(pick(kind, "Reading we would choose", "Las lecturas que elegiríamos"),
                 "Zoe, Ben")},
           {here},
           {cell(pick(kind, "A perfect school day", "Un día perfecto en clase"),
                 pick(kind, "Whole team", "Todo el equipo"))}})};
  return with(kind, view, Place::all_rooms);
}

View board_of(int rooms, int columns) {
  View out = board(Kind::english);
  BoardView view;
  const auto& few = std::get<BoardView>(out.screen);
  view.day_kicker = few.day_kicker;
  view.day_title = few.day_title;
  view.now_column = columns / 2;
  for (int c = 0; c < columns; ++c) {
    view.columns.push_back({std::to_string(8 + c) + ":00", c == view.now_column ? " · now" : ""});
  }
  for (int r = 0; r < rooms; ++r) {
    std::vector<std::vector<BoardCell>> cells(static_cast<std::size_t>(columns));
    for (int c = 0; c < columns; ++c) {
      auto& here = cells[static_cast<std::size_t>(c)];
      here.push_back(
          few.rows[static_cast<std::size_t>((r + c) % 4)].cells[static_cast<std::size_t>(c % 4)]);
      if ((r * 5 + c) % 11 == 3) {
        here.push_back(cell("Drop-in corner", "Whole team"));
      }
      for (BoardCell& each : here) {
        if (each.kind == CellKind::now || each.kind == CellKind::normal) {
          each.kind = c == view.now_column ? CellKind::now : CellKind::normal;
        }
      }
    }
    view.rows.push_back(row(std::to_string(201 + r), r == rooms / 2 ? "you are here" : "", cells));
  }
  out.screen = view;
  return out;
}

View board_of_days(Kind kind, int days) {
  View out = board(kind);
  auto& view = std::get<BoardView>(out.screen);
  for (int d = 0; d < days; ++d) {
    const std::string number = std::to_string(20 + d);
    view.days.push_back(
        {"2026-11-" + number,
         pick(kind, d % 2 == 0 ? "Friday " : "Wednesday ", d % 2 == 0 ? "viernes " : "miércoles ") +
             number,
         d == days / 2});
  }
  view.day = view.days[static_cast<std::size_t>(days / 2)].day;
  return out;
}

View board_along_clock(int rooms, int hours) {
  View out = board(Kind::english);
  BoardView view;
  view.along_clock = true;
  constexpr int quarters = 4;
  for (int c = 0; c < hours * quarters; ++c) {
    const int minute = c % quarters * 15;
    view.columns.push_back(
        {std::to_string(9 + c / quarters) + (minute == 0 ? ":00" : ":" + std::to_string(minute)),
         ""});
  }
  view.now = static_cast<float>(view.columns.size()) / 3 + 0.4F;
  view.now_column = static_cast<int>(view.now);
  view.columns[static_cast<std::size_t>(view.now_column)].now = " · now";
  for (int r = 0; r < rooms; ++r) {
    BoardRow made;
    made.room = r == 1 ? "Performing Arts Rehearsal Hall B" : "H." + std::to_string(1301 + r);
    made.note = r == rooms / 2 ? "you are here" : "";
    made.lanes = r == 2 ? 2 : 1;
    float from = 0.2F * static_cast<float>(r % 5);
    for (int k = 0; from < static_cast<float>(view.columns.size()) - 2; ++k) {
      const auto& long_or_short = k % 3 == 0 ? long_title : "説明できる図書館の使い方";
      BoardCell each = cell(k % 2 == 0 ? "Lightning talk" : long_or_short, "王小明, Zoë");
      each.session.value = made.room + "-" + std::to_string(k);
      each.from = from;
      each.to = from + 1 + static_cast<float>((k * 7 + r) % 5) * 0.75F;
      each.lane = r == 2 ? k % 2 : 0;
      each.lanes = r == 2 ? 2 : 1;
      each.kind = k % 7 == 5 ? CellKind::cancelled : CellKind::normal;
      each.kind = k % 9 == 4 ? CellKind::changed : each.kind;
      each.change = each.kind == CellKind::changed ? "new time" : "";
      from = r == 2 ? each.from + 0.8F : each.to + 0.3F;
      if (r == 2 && k % 2 == 1) {
        from = each.to;
      }
      made.cells.push_back(each);
    }
    view.rows.push_back(made);
  }
  out.screen = view;
  return out;
}

}  // namespace lintel::kiosk::samples
