//+ summary = "Methods that are evaluated or trained on a dataset"
//+ columns = [
//+   "method", "dataset", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "which methods are evaluated on {dataset}",
//+   "<which> [<method>] (is|are|was|were|has been|have been) [been] <evaluated> [on|with] {dataset}",
//+   "<which> [<method>] (use|used|report on|run on) {dataset}",
//+   "<method> [<evaluated>] on {dataset}",
//+   "<evaluated> on {dataset}",
//+   "<which> [<method>] (is|are|was|were) trained on {dataset}",
//+   "who (uses|used) {dataset}",
//+   "<method> (that|which) (use|used|are <evaluated> on) {dataset}",
//+   "{dataset} <method>",
//+   "{dataset} (is|was) used by (what|which|which <method>|whom)",
//+ ]
//+
//+ [parameters.dataset]
//+ kind = "entity"
//+ types = ["Dataset"]
//+ help = "the dataset that methods are evaluated or trained on"
//+ example = "Cora"

MATCH (a:Method)-[r:EVALUATED_ON|TRAINED_ON]->(b:Dataset)
WHERE b.id IN $dataset
WITH a.name AS method, a.id AS subject_id, type(r) AS predicate, b.name AS dataset, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN method, dataset, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, method, dataset, subject_id, object_id, paper, predicate
LIMIT $limit
