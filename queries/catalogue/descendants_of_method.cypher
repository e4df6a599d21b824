//+ summary = "What is based on a method, and what is based on that, up to three steps on"
//+ columns = [
//+   "hops", "method", "ancestor", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what is based on {method}",
//+   "<which> [<method>] (is|are|was|were) (based on|built on|derived from|an extension of|extensions of|variants of|inspired by) {method}",
//+   "<which> [<method>] (<extend>|build on|derive from|come from|rely on) {method}",
//+   "<method> (based on|built on|derived from|extending|that extend) {method}",
//+   "who (<extend>|builds on) {method}",
//+   "[the] (descendants|successors|offspring|extensions|variants|follow-ups|derivatives|children) (of|to) {method}",
//+   "what (came|comes|has come|has been built) (from|out of|after|on|on top of) {method}",
//+   "(what|which <method>) (was|were) {method} extended to",
//+   "{method} (descendants|successors|extensions|variants|derivatives)",
//+   "based on {method}",
//+   "{method} is the (basis|base|foundation) (of|for) (what|which <method>)",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method whose descendants are asked for"
//+ example = "GCN"
//+
//+ [walk]
//+ from = "method"
//+ to = "subject_id"
//+ steps = 3

MATCH (a:Method)-[r:BASED_ON]->(b:Method)
WHERE b.id IN $method AND NOT a.id IN $seen
WITH a.name AS method, a.id AS subject_id, type(r) AS predicate, b.name AS ancestor, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN $step AS hops, method, ancestor, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, method, ancestor, subject_id, object_id, paper
LIMIT $limit
