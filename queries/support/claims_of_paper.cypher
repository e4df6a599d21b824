MATCH (p:Paper)-[m:MENTIONS]->(a:Method|Dataset|Task|Problem)
WHERE p.id IN $papers
WITH p.id AS asked, a.id AS mentioned
MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      ->(b:Method|Dataset|Task|Problem)
WHERE a.id = mentioned
WITH asked, a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.confidence AS confidence
WHERE paper = asked AND confidence >= $min_confidence
RETURN subject, predicate, object, paper, title, year, sentence, evidence, confidence, subject_id, object_id
ORDER BY confidence DESC, subject_id, predicate, object_id, paper
