//+ summary = "Datasets on which a method is evaluated or trained"
//+ columns = [
//+   "method", "dataset", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what is {method} evaluated on",
//+   "(which|what|on which|on what) [<dataset>] (is|are|was|were|has been|have been) {method} [been] <evaluated> [on|with]",
//+   "<which> <dataset> (is|are|was|were|has been|have been|do) [used|used to evaluate|used to train|used for|used with] {method} [use|used]",
//+   "<which> <dataset> (does|do) {method} use",
//+   "<dataset> (of|for|used for|used by|to evaluate|to train|used to evaluate|used to train) {method}",
//+   "where (is|was) {method} <evaluated>",
//+   "{method} <dataset>",
//+   "{method} (is|was) <evaluated> on (what|which <dataset>)",
//+   "[the] (evaluation|training) data of {method}",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method whose datasets are asked for"
//+ example = "GCN"

MATCH (a:Method)-[r:EVALUATED_ON|TRAINED_ON]->(b:Dataset)
WHERE a.id IN $method
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
