package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/archcheck/archcheck/internal/verdict"
)

// fingerprints tell consumers which finding is which from run to run. One follows from the environment, the
// rule and the component, so that neither lines that move nor a resource that is renamed make it another.
type fingerprints struct {
	environment string
	seen        map[string]int
}

func newFingerprints(r *verdict.Report) *fingerprints {
	return &fingerprints{environment: r.Environment, seen: map[string]int{}}
}

// of is the fingerprint of the next finding, in the order of a report; of several on one component each
// has its own.
func (f *fingerprints) of(v verdict.Verdict) string {
	key := fmt.Sprintf("%q", append([]string{f.environment}, v.Key()...))
	f.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s#%d", key, f.seen[key]))
	return hex.EncodeToString(sum[:])
}
