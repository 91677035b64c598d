#include "shared/import/formats/columns.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "shared/core/text.h"
#include "shared/import/formats/folding.h"

namespace lintel::formats {
namespace {

struct Names {
  Column column;
  std::string_view key;
  // Folded keys (folding.h), best first, separated by spaces.
  std::string_view headers;
};

// The documented table of header names. English, Deutsch, español, français; then program names.
constexpr std::array<Names, 27> names{{
    {Column::id, "id",
     "id guid uid uuid sessionid eventid talkid eventkey sessionkey code nr no number nummer "
     "numero "
     "kennung identifiant identificador lfdnr"},
    {Column::title, "title",
     "title sessiontitle sessionname eventtitle eventname talktitle proposaltitle name session "
     "subject topic event talk presentation workshop titel sitzung veranstaltung thema betreff "
     "vortrag bezeichnung titulo sesion tema actividad asunto charla taller evento titre seance "
     "sujet evenement atelier conference intitule summary titolo nome naam titulodasessao"},
    {Column::subtitle, "subtitle", "subtitle untertitel subtitulo soustitre"},
    {Column::room, "room",
     "room roomname location venue where place classroom raum zimmer ort saal wo raumname "
     "klassenzimmer klassenraum sala aula salon lugar ubicacion salle lieu ou emplacement local "
     "space stage hall roomnumber raumnummer"},
    {Column::date, "date",
     "date day startdate eventdate sessiondate datum tag startdatum beginndatum fecha dia "
     "fechadeinicio fechainicio jour datedebut datededebut data giorno dag"},
    {Column::start, "start",
     "start starttime starts startsat eventstart sessionstart begin begins from startdatetime "
     "startdateandtime dtstart timestart scheduledat time timeslot slot when datetime dateandtime "
     "datetimestart period block beginn anfang von startzeit beginntum uhrzeit zeit zeitraum wann "
     "datumuhrzeit datumzeit datumunduhrzeit inicio comienzo desde horainicio horadeinicio hora "
     "horario cuando fechahora fechayhora debut heuredebut heurededebut heure horaire quand "
     "dateheure dateetheure horas ora tijd"},
    {Column::end, "end",
     "end endtime ends endsat eventend sessionend until to finish enddatetime enddateandtime dtend "
     "timeend ende bis endzeit schluss fin final hasta horafin horadefin horafinal heurefin "
     "heuredefin jusqua"},
    {Column::end_date, "end_date", "enddate enddatum fechafin fechadefin datefin datedefin"},
    {Column::duration, "duration",
     "duration length minutes durationminutes durationmin lengthminutes mins dauer laenge lange "
     "minuten dauerminuten dauermin duracion minutos duree"},
    {Column::presenters, "presenters",
     "presenters presenter speakers speaker speakernames students names moderators artists hosts "
     "host facilitator facilitators panelists people persons persons who vortragende vortragender "
     "vortragenderen referent referenten referentin referentinnen sprecher sprecherin "
     "schuler schulerinnen schuelerinnen namen personen mitwirkende ponentes ponente presentadores "
     "presentador presentadoras alumnos estudiantes oradores orador intervenants intervenant "
     "presentateurs presentateur eleves conferenciers oratrice orateur"},
    {Column::group, "group",
     "group class grade gradelevel team year gruppe klasse jahrgang stufe grupo clase grado curso "
     "groupe classe niveau"},
    {Column::guide, "guide",
     "guide coach teacher adult advisor mentor supervisor sponsor lehrkraft lehrer lehrerin "
     "betreuung betreuer betreuerin begleitung guia docente profesor profesora maestra maestro "
     "tutor tutora enseignant enseignante accompagnateur accompagnatrice professeur"},
    {Column::challenge, "challenge",
     "challenge problem issue concern herausforderung problemstellung desafio reto problema defi "
     "probleme enjeu"},
    {Column::suggestions, "suggestions",
     "suggestions suggestion ideas idea solutions proposals vorschlage vorschlaege vorschlag ideen "
     "idee losungen sugerencias sugerencia propuestas propuesta idees propositions proposition"},
    {Column::abstract, "abstract",
     "abstract shortdescription teaser kurzbeschreibung zusammenfassung resumen resume"},
    {Column::description, "description",
     "description details notes about body content beschreibung inhalt bemerkung bemerkungen "
     "descripcion detalles notas descriptif contenu remarques"},
    {Column::track, "track",
     "track strand stream category eventtype theme bereich kategorie schiene strang categoria "
     "linea pista categorie filiere parcours"},
    {Column::kind, "kind",
     "type sessiontype eventsubtype format sessionformat typ art veranstaltungsart tipo genre"},
    {Column::language, "language", "language lang sprache idioma lengua langue"},
    {Column::tags, "tags", "tags tag1 keywords labels stichworte schlagworte etiquetas motscles"},
    {Column::slides, "slides",
     "slides slidesurl slideslink slidedeck folien folienlink prasentation praesentation "
     "diapositivas diapositives diapos"},
    {Column::url, "url", "url link website web weblink webseite enlace lien"},
    {Column::status, "status", "status state cancelled canceled estado etat"},
    {Column::moved_from, "moved_from",
     "movedfrom oldroom previousroom verlegtvon alterraum antessala trasladadode anciennesalle"},
    {Column::show_names, "show_names",
     "shownames namesshown publishnames namenzeigen mostrarnombres afficherlesnoms"},
    {Column::all_day, "all_day",
     "alldayevent allday ganztagig ganztaegig tododia diacompleto "
     "journeeentiere"},
    {Column::active, "active", "active published visible aktiv veroffentlicht activo actif"},
}};

// Lists may have several columns; everything else takes the best-named one.
bool is_list(Column column) {
  return column == Column::presenters || column == Column::suggestions || column == Column::tags;
}

const std::unordered_map<std::string_view, KnownColumn>& known_headers() {
  static const auto table = [] {
    std::unordered_map<std::string_view, KnownColumn> known;
    for (const Names& entry : names) {
      std::size_t rank = 0;
      for (std::size_t at = 0; at < entry.headers.size(); ++rank) {
        const std::size_t end = std::min(entry.headers.find(' ', at), entry.headers.size());
        if (end > at) {
          known.try_emplace(entry.headers.substr(at, end - at), KnownColumn{entry.column, rank});
        }
        at = end + 1;
      }
    }
    return known;
  }();
  return table;
}

}  // namespace

std::optional<KnownColumn> column_of(std::string_view header) {
  if (header.empty() || header.size() > 100) {
    return std::nullopt;
  }
  std::string key = fold_key(header);
  const auto look_up = [](std::string_view wanted) -> std::optional<KnownColumn> {
    const auto found = known_headers().find(wanted);
    return found == known_headers().end() ? std::nullopt : std::optional{found->second};
  };
  if (const auto column = look_up(key)) {
    return column;
  }
  // "Presenter 2", "suggestion3": numbered columns of a list.
  const std::size_t digits = key.find_last_not_of("0123456789");
  if (digits != std::string::npos && digits + 1 < key.size()) {
    const auto column = look_up(std::string_view{key}.substr(0, digits + 1));
    return column && is_list(column->column) ? column : std::nullopt;
  }
  // "Presenters (first names)", "Start (local)": what stands in brackets explains.
  const std::size_t bracket = header.find('(');
  return bracket != std::string_view::npos && bracket > 0
             ? look_up(fold_key(header.substr(0, bracket)))
             : std::nullopt;
}

std::string_view key_of(Column column) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [column](const Names& entry) { return entry.column == column; });
  return found == names.end() ? std::string_view{} : found->key;
}

std::optional<Column> column_from_key(std::string_view key) {
  const std::string wanted = fold_key(key);
  const auto found = std::find_if(names.begin(), names.end(), [&wanted](const Names& entry) {
    return fold_key(entry.key) == wanted;
  });
  return found == names.end() ? std::nullopt : std::optional{found->column};
}

}  // namespace lintel::formats
