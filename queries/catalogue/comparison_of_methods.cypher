//+ summary = "Two methods side by side: what is said of the one and the other, then what is said of both"
//+ columns = [
//+   "subject", "predicate", "object", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ run = "all"
//+ questions = [
//+   "compare {method} and {other}",
//+   "compare {method} (with|to|against) {other}",
//+   "[a|the] comparison (of|between) {method} (and|with|to) {other}",
//+   "[what is] [the] difference between {method} and {other}",
//+   "how (does|do) {method} (compare|differ) (to|with|from|against) {other}",
//+   "(is|are) {method} (better|worse) than {other}",
//+   "which is better {method} or {other}",
//+   "(does|do) {method} <outperform> {other}",
//+   "{method} (vs|versus|or) {other}",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the one method"
//+ example = "GCN"
//+
//+ [parameters.other]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the other method"
//+ example = "GAT"

MATCH (a:Method)-[r:OUTPERFORMS|COMPARED_WITH|BASED_ON|IS_A]->(b:Method)
WHERE (a.id IN $method AND b.id IN $other) OR (a.id IN $other AND b.id IN $method)
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN subject, predicate, object, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, subject, predicate, object, subject_id, object_id, paper
LIMIT $limit
