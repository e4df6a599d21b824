//+ summary = "Problems that the same papers speak of"
//+ columns = [
//+   "problem", "papers", "first_year", "last_year", "id",
//+ ]
//+ common = ["since", "min_papers", "limit"]
//+ questions = [
//+   "which problems occur together with {problem}",
//+   "<which> <problem> (occur|appear|come|arise|co-occur|cooccur|go|are mentioned|are discussed|are studied) [together|along] with {problem}",
//+   "<which> [other] <problem> (is|are) (related|connected|linked|close|similar) (to|with) {problem}",
//+   "<problem> (related to|together with|beside|besides|along with|similar to|co-occurring with|near|like) {problem}",
//+   "(co-occurring|related|neighbouring|other|similar) <problem> (of|to|for|with|than|besides) {problem}",
//+   "what else (is|do) (discussed|studied|mentioned) [together] with {problem}",
//+   "<which> [other] <problem> (do|does|did) papers (on|about) {problem} (mention|discuss|address|study|name)",
//+   "{problem} (related|co-occurring|similar) <problem>",
//+   "what (co-occurs|cooccurs|goes|comes) [together] with {problem}",
//+ ]
//+
//+ [parameters.problem]
//+ kind = "entity"
//+ types = ["Problem"]
//+ help = "the problem that others occur with"
//+ example = "oversquashing"

MATCH (p:Paper)-[r:MENTIONS]->(b:Problem)
WHERE b.id IN $problem
WITH DISTINCT p.id AS paper
MATCH (p:Paper)-[r:MENTIONS]->(b:Problem)
WHERE p.id = paper AND NOT b.id IN $problem
WITH b.name AS problem, b.id AS id, paper, p.year AS year
WHERE coalesce(year, 0) >= $since
WITH problem, id, count(DISTINCT paper) AS papers, min(year) AS first_year, max(year) AS last_year
RETURN problem, papers, first_year, last_year, id
ORDER BY papers DESC, problem, id
LIMIT $limit
