//+ summary = "Problems that things are said to have and that no method is said to address"
//+ columns = [
//+   "problem", "papers", "sufferers", "first_year", "last_year", "id",
//+ ]
//+ common = ["since", "min_confidence", "min_papers", "limit"]
//+ questions = [
//+   "what are the open problems",
//+   "<which> <problem> (is|are) (open|unsolved|unaddressed|still open|unresolved|not addressed|not solved|not <addressed>|addressed by no <method>|addressed by none|left) [by any <method>|by anything|yet|open|unsolved]",
//+   "[<which>] [is|are] [the] [most] (open|unsolved|unaddressed|unresolved|remaining) <problem> [are there|is there|in the field|here|of the field]",
//+   "<which> <problem> (has|have) (no <method>|not been <addressed>|no known <method>)",
//+   "<problem> without [a] <method>",
//+   "<problem> that (nobody|no one|no <method>|nothing) <address>",
//+   "<which> <problem> (does|do|can) (nobody|no one|no <method>|nothing) <address>",
//+   "<problem> nobody <address>",
//+ ]

MATCH (a:Method|Task)-[r:SUFFERS_FROM]->(b:Problem)
WHERE NOT EXISTS { MATCH (m:Method)-[x:ADDRESSES]->(b:Problem) }
WITH b.id AS id, b.name AS problem, a.id AS sufferer, r.paper_id AS paper, r.year AS year, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH problem, id, count(DISTINCT paper) AS papers, count(DISTINCT sufferer) AS sufferers, min(year) AS first_year,
     max(year) AS last_year
RETURN problem, papers, sufferers, first_year, last_year, id
ORDER BY papers DESC, sufferers DESC, problem, id
LIMIT $limit
