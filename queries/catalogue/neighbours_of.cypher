//+ summary = "What is directly connected with a thing, and how, over all papers"
//+ columns = [
//+   "subject", "predicate", "object", "papers", "confidence", "first_year", "last_year", "subject_id",
//+   "object_id",
//+ ]
//+ common = ["since", "min_confidence", "min_papers", "limit"]
//+ run = "all"
//+ order = ["-papers", "-confidence", "subject_id", "predicate", "object_id"]
//+ questions = [
//+   "what is connected with {thing}",
//+   "<which> (is|are) (connected|linked|related|associated) (to|with) {thing}",
//+   "<which> {type} (is|are) (connected|linked|related|associated) (to|with) {thing}",
//+   "[the] (neighbours|neighborhood|surroundings|relations|connections|context) (of|around) {thing}",
//+   "{thing} (neighbours|connections|relations)",
//+   "<which> {type} (is|are) (connected|linked|related|associated) (to|with) {thing}",
//+   "what is around {thing}",
//+   "what (is|do you know|is known|do we know) (about|of) {thing}",
//+   "[tell me] [everything] about {thing}",
//+   "{type} around {thing}",
//+   "what (is|are) {thing}",
//+   "{thing}",
//+ ]
//+
//+ [parameters.thing]
//+ kind = "entity"
//+ types = ["Method", "Dataset", "Task", "Problem"]
//+ help = "the thing whose neighbours are asked for"
//+ example = "oversmoothing"
//+
//+ [parameters.type]
//+ kind = "type"
//+ help = "the type of neighbours: methods, datasets, tasks, problems (none: all)"
//+ default = ''
//+ example = "Method"

MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      ->(b:Method|Dataset|Task|Problem)
WHERE a.id IN $thing AND b.id STARTS WITH $type
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.confidence AS stated, r.year AS year
WHERE stated >= $min_confidence AND coalesce(year, 0) >= $since
WITH subject, subject_id, predicate, object, object_id, count(DISTINCT paper) AS papers, max(stated) AS confidence,
     min(year) AS first_year, max(year) AS last_year
RETURN subject, predicate, object, papers, confidence, first_year, last_year, subject_id, object_id
ORDER BY papers DESC, confidence DESC, subject_id, predicate, object_id
LIMIT $limit
