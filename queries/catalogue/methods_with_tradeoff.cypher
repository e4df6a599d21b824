//+ summary = "Methods that address one problem and have another, with both claims"
//+ columns = [
//+   "method", "problem", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "which methods address {problem} but suffer from {other}",
//+   "<which> [<method>] [can] <address> {problem} (but|and|yet|while|although they|though they|but also|at the cost of|but they) [<suffer>|cause|have|having|suffering from|introduce|introducing|with] {other}",
//+   "<method> [that|which|to|for] <address> {problem} (but|and|yet|but also|at the cost of) [<suffer>|cause|have|introduce] {other}",
//+   "<method> (for|against) {problem} (that|which|but) (<suffer>|have|cause|with) {other}",
//+   "<which> <method> trade {problem} for {other}",
//+   "trade-off between {problem} and {other}",
//+   "<addressing> {problem} (but|and) (suffering from|causing|having) {other}",
//+ ]
//+
//+ [parameters.problem]
//+ kind = "entity"
//+ types = ["Problem"]
//+ help = "the problem that methods address"
//+ example = "limited expressive power"
//+
//+ [parameters.other]
//+ kind = "entity"
//+ types = ["Problem"]
//+ help = "the problem that they have"
//+ example = "oversquashing"

MATCH (a:Method)-[r:ADDRESSES]->(b:Problem)
WHERE b.id IN $problem
WITH a.id AS candidate, r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH DISTINCT candidate
MATCH (a:Method)-[r:SUFFERS_FROM]->(b:Problem)
WHERE a.id = candidate AND b.id IN $other
WITH candidate, r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH DISTINCT candidate
MATCH (a:Method)-[r:ADDRESSES|SUFFERS_FROM]->(b:Problem)
WHERE a.id = candidate AND (b.id IN $problem OR b.id IN $other)
WITH a.name AS method, a.id AS subject_id, type(r) AS predicate, b.name AS problem, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
  AND ((predicate = 'ADDRESSES' AND object_id IN $problem) OR (predicate = 'SUFFERS_FROM' AND object_id IN $other))
MATCH (p:Paper)
WHERE p.id = paper
RETURN method, problem, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY method, subject_id, predicate, confidence DESC, coalesce(year, 0) DESC, problem, object_id, paper
LIMIT $limit
