//+ summary = "How two things are connected: the shortest chains of one, two or three claims"
//+ columns = [
//+   "path", "hop", "subject", "predicate", "object", "papers", "paper", "title", "year", "url", "source",
//+   "sentence", "evidence", "evidence_spans", "subject_span", "object_span", "confidence", "subject_id",
//+   "object_id",
//+ ]
//+ common = ["since", "min_confidence", "limit"]
//+ questions = [
//+   "path between {from} and {to}",
//+   "[<which>] [is|are] [the|a] (path|paths|connection|connections|relation|relationship|link|chain) (between|of) {from} (and|with|to) {to}",
//+   "[the|a] (path|paths|chain) from {from} to {to}",
//+   "how (is|are|does|do) {from} (connected|related|linked|relate|connect) (to|with) {to}",
//+   "how (is|are) {from} and {to} (connected|related|linked)",
//+   "what connects {from} (and|with|to) {to}",
//+   "what has {from} to do with {to}",
//+ ]
//+
//+ [parameters.from]
//+ kind = "entity"
//+ types = ["Method", "Dataset", "Task", "Problem"]
//+ help = "where the path begins"
//+ example = "GCN"
//+
//+ [parameters.to]
//+ kind = "entity"
//+ types = ["Method", "Dataset", "Task", "Problem"]
//+ help = "where the path ends"
//+ example = "oversmoothing"

MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(b:Method|Dataset|Task|Problem)
WHERE a.id IN $from AND b.id IN $to
WITH a.id AS first, b.id AS last, type(r) AS predicate, r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH first, last, predicate, max(confidence) AS strength
RETURN [first, last] AS nodes, [predicate] AS predicates, strength
ORDER BY strength DESC, first, last, predicate
LIMIT $limit
