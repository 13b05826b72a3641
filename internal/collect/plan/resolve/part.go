package resolve

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// steps are the keys and names that follow a variable or output, which pick a part of it.
func steps(segments []read.Segment) []string {
	var path []string
	for i, s := range segments {
		if i > 0 {
			path = append(path, s.Name)
		}
		for _, key := range s.Keys() {
			path = append(path, plainKey(key))
		}
	}
	return path
}

// plainKey is a key without its quotes.
func plainKey(key string) string {
	if text, err := strconv.Unquote(key); err == nil {
		return text
	}
	return key
}

// constantPart is the part of a literal at a path; what is not there is open.
func constantPart(v *fastjson.Value, part []string) Outcome {
	for _, step := range part {
		if v = tree.Descend(v, step); v == nil || tree.IsTrue(v) {
			break
		}
	}
	if v == nil {
		return Outcome{Open: []string{"a part that a value does not have: " + strings.Join(part, ".")}}
	}
	return Outcome{Constants: []*fastjson.Value{v}}
}

// partOf picks from all instances of a block the one that a number means in a list of them,
// as a splat over count gives. Maps and lists over for_each may be built in any way: then
// all are candidates.
func partOf(instances []*read.Instance, part []string) Outcome {
	if len(part) > 0 && isCounted(instances) {
		if o := pick(instances, part[0], part[0]); len(o.Found) == 1 {
			return o
		}
	}
	o := Outcome{Sized: true}
	for _, in := range instances {
		o.Found = append(o.Found, Target{Instance: in, bare: true})
	}
	if len(part) > 0 {
		o.Other++
	}
	return o
}

func isCounted(instances []*read.Instance) bool {
	for _, in := range instances {
		if _, err := strconv.Atoi(in.Key); err != nil {
			return false
		}
	}
	return true
}

// indexed resolves what count.index picks from a list that has one element for each
// repetition of the block, when that can be told; otherwise all of it is a candidate.
func (r *resolver) indexed(at scope, index string, part []string, resolve func(part []string) Outcome) Outcome {
	if index == "" {
		return resolve(part)
	}
	whole := resolve(part)
	if index == "count.index" && at.key != "" && len(part) == 0 &&
		len(whole.Found) == len(r.byBlock[at.block])+len(r.modules[at.block]) {
		if own := resolve([]string{at.key}); len(own.Found) == 1 && own.Other == 0 && len(own.Open) == 0 {
			return own
		}
	}
	whole.Other++
	return whole
}
