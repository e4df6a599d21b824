//+ summary = "Things that more papers speak of in the last years than in as many years before"
//+ columns = [
//+   "name", "type", "recent", "before", "id",
//+ ]
//+ common = ["limit"]
//+ questions = [
//+   "what is rising",
//+   "<which> (is|are) (rising|trending|emerging|growing|on the rise|gaining popularity|becoming popular|getting popular|up and coming|new)",
//+   "<which> {type} (is|are) (rising|trending|emerging|growing|on the rise|gaining popularity|becoming popular|getting popular|up and coming|new)",
//+   "(rising|trending|emerging|growing|hot|upcoming) {type}",
//+   "<which> (is|are) [the] (rising|trending|emerging|growing|hot|newest|upcoming) {type}",
//+   "(rising|trending|emerging|hot) [concepts|topics|things|terms]",
//+   "what (is|are) (trending|hot|new|coming up|in fashion|popular now|rising) [now|lately|recently]",
//+   "{type} on the rise",
//+   "<which> (has|have) (become|grown) (popular|more popular) [recently|lately]",
//+   "<which> {type} (has|have) (become|grown) (popular|more popular) [recently|lately]",
//+   "trends",
//+   "(trends|hot topics|recent trends) [in the field]",
//+ ]
//+
//+ [parameters.type]
//+ kind = "type"
//+ help = "the type of things to look at: methods, datasets, tasks, problems, metrics, concepts (none: all)"
//+ default = ''
//+ example = "Method"
//+
//+ [parameters.years]
//+ kind = "count"
//+ help = "how many years count as the last ones"
//+ default = 2
//+ example = 2

MATCH (p:Paper)
WITH max(p.year) AS latest
MATCH (p:Paper)-[r:MENTIONS]->(b:Method|Dataset|Task|Problem|Metric|Concept)
WHERE b.id STARTS WITH $type
WITH b.name AS name, labels(b) AS type, b.id AS id, latest - p.year AS age
WHERE age < 2 * $years
WITH name, type, id, CASE WHEN age < $years THEN 1 ELSE 0 END AS is_recent
WITH name, type, id, coalesce(sum(is_recent), 0) AS recent, count(*) AS every
WITH name, type, id, recent, every - recent AS before
WHERE recent > before
RETURN name, type, recent, before, id
ORDER BY recent - before DESC, recent DESC, id
LIMIT $limit
