//+ summary = "Problems that two methods are both said to have"
//+ columns = [
//+   "subject", "predicate", "object", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "which problems do {method} and {other} share",
//+   "<which> <problem> (do|are) (both|) {method} and {other} (have in common|have|share|suffer from|both have|both suffer from|common to|shared by)",
//+   "[<which>] [is|are] [the] (common|shared|same) <problem> (of|in|to|between) {method} and {other}",
//+   "<which> <problem> (are|is) (shared by|common to) [both] {method} and {other}",
//+   "what do {method} and {other} both suffer from",
//+   "what <problem> (is|are) shared by {method} and {other}",
//+   "<problem> (of|in) [both] {method} and {other}",
//+   "{method} {other} (common|shared) <problem>",
//+   "(do|does) {method} and {other} (suffer from|have) the same <problem>",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the one method"
//+ example = "GraphSAGE"
//+
//+ [parameters.other]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the other method"
//+ example = "graph convolutional network"

MATCH (a:Method)-[r:SUFFERS_FROM]->(b:Problem)
WHERE a.id IN $method OR a.id IN $other
WITH b.id AS shared, a.id AS subject_id, CASE WHEN a.id IN $method THEN 1 ELSE 0 END AS of_method,
     CASE WHEN a.id IN $other THEN 1 ELSE 0 END AS of_other, r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH shared, min(subject_id) AS one, max(subject_id) AS another, max(of_method) AS has_method,
     max(of_other) AS has_other
WHERE one <> another AND has_method = 1 AND has_other = 1
MATCH (a:Method)-[r:SUFFERS_FROM]->(b:Problem)
WHERE b.id = shared AND (a.id IN $method OR a.id IN $other)
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN subject, predicate, object, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, object_id
ORDER BY object, object_id, confidence DESC, coalesce(year, 0) DESC, subject, subject_id, paper
LIMIT $limit
