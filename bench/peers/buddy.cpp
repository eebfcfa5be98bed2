// The peer: binary decision diagrams by BuDDy (Debian's libbdd-dev).
//   buddy reachable RULES   rules that never decide, then the rules that decide in their place
//   buddy compare A B       whether two policies permit the same packets, and how many packets differ each way
// A line of RULES: 1 (permit) or 0 (deny), then the ends of source, destination, protocol, source port and
// destination port. What no rule matches is denied. Times without reading the file, in milliseconds;
// JSON, in lines of which each adds to those before it.
#include <bdd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

using Range = std::pair<uint32_t, uint32_t>;
struct Rule {
  bool permit;
  Range field[5];
};

// Destination first, then source, protocol, destination port, source port: the fastest order of those tried.
static const int kBits[5] = {32, 32, 8, 16, 16};
static const int kFirst[5] = {32, 0, 64, 88, 72};
static const int kOrder[5] = {1, 0, 2, 4, 3};
static std::map<Range, bdd> known[5];

static double now() {
  using namespace std::chrono;
  return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

static std::vector<Rule> read(const char* name) {
  FILE* file = fopen(name, "r");
  if (!file) exit(2);
  std::vector<Rule> rules;
  unsigned n[11];
  for (;;) {
    for (int i = 0; i < 11; i++)
      if (fscanf(file, "%u", &n[i]) != 1) {
        fclose(file);
        return rules;
      }
    Rule rule;
    rule.permit = n[0] == 1;
    for (int f = 0; f < 5; f++) rule.field[f] = {n[1 + 2 * f], n[2 + 2 * f]};
    rules.push_back(rule);
  }
}

// Numbers from `value` on (or up to it), from the last bit to the first.
static bdd bound(int field, uint32_t value, bool from) {
  bdd result = bddtrue;
  for (int bit = 0; bit < kBits[field]; bit++) {
    const int variable = kFirst[field] + kBits[field] - 1 - bit;
    const bool set = (value >> bit) & 1;
    if (from)
      result = set ? bdd_ithvar(variable) & result : bdd_ithvar(variable) | result;
    else
      result = set ? bdd_nithvar(variable) | result : bdd_nithvar(variable) & result;
  }
  return result;
}

static const bdd& range(int field, const Range& r) {
  const auto found = known[field].find(r);
  if (found != known[field].end()) return found->second;
  return known[field].emplace(r, bound(field, r.first, true) & bound(field, r.second, false)).first->second;
}

// From the last field in the order of variables to the first, so that each step only adds nodes on top.
static bdd box(const Rule& rule) {
  bdd result = bddtrue;
  for (int i = 4; i >= 0; i--) result = range(kOrder[i], rule.field[kOrder[i]]) & result;
  return result;
}

static std::vector<bdd> boxes(const std::vector<Rule>& rules) {
  std::vector<bdd> result;
  result.reserve(rules.size());
  for (const Rule& rule : rules) result.push_back(box(rule));
  return result;
}

static bool meet(const Rule& a, const Rule& b) {
  for (int f = 0; f < 5; f++)
    if (a.field[f].first > b.field[f].second || a.field[f].second < b.field[f].first) return false;
  return true;
}

// The rules that decide about a dead rule's packets: all before it in turn, until nothing is left.
// With `look`, only those whose ranges meet its own.
static std::vector<int> blockers(const std::vector<Rule>& rules, const std::vector<bdd>& sets, int dead, bool look) {
  std::vector<int> found;
  bdd rest = sets[dead];
  for (int i = 0; i < dead && rest != bddfalse; i++) {
    if (look && !meet(rules[i], rules[dead])) continue;
    const bdd less = bdd_apply(rest, sets[i], bddop_diff);
    if (less == rest) continue;
    found.push_back(i);
    rest = less;
  }
  return found;
}

static void reachable(const char* file) {
  const std::vector<Rule> rules = read(file);
  const double start = now();
  const std::vector<bdd> sets = boxes(rules);
  std::vector<int> dead;
  bdd seen = bddfalse;
  for (size_t i = 0; i < sets.size(); i++) {
    const bdd more = seen | sets[i];
    if (more == seen) dead.push_back(i);
    seen = more;
  }
  const double swept = now();
  printf("{\"sweep\":%.3f,\"dead\":[", swept - start);
  for (size_t i = 0; i < dead.size(); i++) printf("%s%d", i ? "," : "", dead[i]);
  printf("]}\n");
  fflush(stdout);
  std::vector<std::vector<int>> all;
  const double looked = now();
  for (const int rule : dead) all.push_back(blockers(rules, sets, rule, true));
  const double lookedEnd = now();
  printf("{\"looked\":%.3f,\"blockers\":[", lookedEnd - looked);
  for (size_t i = 0; i < all.size(); i++) {
    printf("%s[", i ? "," : "");
    for (size_t k = 0; k < all[i].size(); k++) printf("%s%d", k ? "," : "", all[i][k]);
    printf("]");
  }
  printf("]}\n");
  fflush(stdout);
  const double again = now();
  for (const int rule : dead) blockers(rules, sets, rule, false);
  printf("{\"all\":%.3f}\n", now() - again);
}

static bdd policy(const std::vector<Rule>& rules) {
  bdd result = bddfalse;
  for (size_t i = rules.size(); i-- > 0;) {
    const bdd set = box(rules[i]);
    result = rules[i].permit ? set | result : bdd_apply(result, set, bddop_diff);
  }
  return result;
}

static void compare(const char* first, const char* second) {
  const std::vector<Rule> one = read(first), two = read(second);
  const double start = now();
  const bdd a = policy(one), b = policy(two);
  const bdd less = bdd_apply(a, b, bddop_diff), more = bdd_apply(b, a, bddop_diff);
  const double end = now();
  printf("{\"compare\":%.3f,\"equal\":%d,\"less\":%.17g,\"more\":%.17g}\n", end - start, a == b, bdd_satcount(less),
         bdd_satcount(more));
}

int main(int count, char** args) {
  if (count < 3) return 2;
  bdd_init(20000000, 2000000);
  bdd_setvarnum(104);
  bdd_setmaxincrease(10000000);
  bdd_gbc_hook(nullptr);
  if (!strcmp(args[1], "reachable"))
    reachable(args[2]);
  else if (!strcmp(args[1], "compare") && count == 4)
    compare(args[2], args[3]);
  else
    return 2;
  return 0;
}
