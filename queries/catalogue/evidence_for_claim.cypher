//+ summary = "What all papers say of one thing and another: for a claim and against it"
//+ columns = [
//+   "subject", "predicate", "object", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "does {subject} address {object}",
//+   "(does|do|can|could|will|did|why does|why do|how does|how do|how can) {subject} [really|actually|also] (<address>|<suffer>|<outperform>|cause|have|use|exhibit|show|face|perform|extend) {object}",
//+   "(is|are|was|were|why is|why are) {subject} [really] (based on|built on|derived from|applied to|used for|designed for|<evaluated> on|prone to|susceptible to|affected by|robust to|resistant to|a kind of|a|an instance of|immune to|free of|good for) {object}",
//+   "[<which>] [is|are] [the|there|there any|any] <evidence> [there] [is] (that|for|whether|of) {subject} (<address>|<suffer>|<outperform>|cause|is based on|is applied to|is used for|is evaluated on) {object}",
//+   "(who|which papers|which paper|what papers|what paper|papers that) (say|says|claim|claims|show|shows|state|states|find) [that] {subject} (<address>|<suffer>|<outperform>|cause|is based on) {object}",
//+   "why (is|are) {object} <addressed> by {subject}",
//+   "is {object} (<addressed>|caused) by {subject}",
//+   "[what is] [the] <evidence> (for|of|on|between|linking) {subject} (and|against|on|with) {object}",
//+   "{subject} {object} <evidence>",
//+   "<evidence> {subject} {object}",
//+   "what do papers say (about|of|on) {subject} and {object}",
//+ ]
//+
//+ [parameters.subject]
//+ kind = "entity"
//+ types = ["Method", "Task", "Dataset", "Problem"]
//+ help = "what something is said of"
//+ example = "GCNII"
//+
//+ [parameters.object]
//+ kind = "entity"
//+ types = ["Problem", "Method", "Dataset", "Task"]
//+ help = "the other end of what is said"
//+ example = "oversmoothing"

MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      ->(b:Method|Dataset|Task|Problem)
WHERE a.id IN $subject AND b.id IN $object
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN subject, predicate, object, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, object_id
ORDER BY predicate, confidence DESC, coalesce(year, 0) DESC, subject, object, subject_id, object_id, paper
LIMIT $limit
