//+ summary = "What a method is based on, and what that is based on, up to three steps back"
//+ columns = [
//+   "hops", "ancestor", "method", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what is {method} based on",
//+   "<which> <method> (is|are) {method} (based on|built on|derived from|an extension of)",
//+   "what (does|do) {method} (build on|extend|derive from|rely on|come from|contain|combine)",
//+   "(lineage|ancestry|ancestors|origin|origins|predecessors|roots|foundations) of {method}",
//+   "where does {method} come from",
//+   "{method} (lineage|ancestry|ancestors|origins|predecessors|roots)",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method whose ancestors are asked for"
//+ example = "Mamba"
//+
//+ [walk]
//+ from = "method"
//+ to = "object_id"
//+ steps = 3

MATCH (a:Method)-[r:BASED_ON]->(b:Method)
WHERE a.id IN $method AND NOT b.id IN $seen
WITH a.name AS method, a.id AS subject_id, type(r) AS predicate, b.name AS ancestor, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN $step AS hops, ancestor, method, paper, title, year, p.url AS url, p.source AS source, sentence,
       evidence, evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, ancestor, method, subject_id, object_id, paper
LIMIT $limit
