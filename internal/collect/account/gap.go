package account

import (
	"errors"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

func gapOf(cause error) *model.Gap {
	var s stopped
	switch {
	case cause == nil:
		return nil
	case errors.As(cause, &s):
		return &model.Gap{Collection: model.Everything, Reason: s.reason, Detail: s.detail}
	}
	return &model.Gap{Collection: model.Everything, Reason: model.Unreachable, Detail: "the scan was stopped"}
}

// skips reports whether nobody needs what a call reads.
func (s *scan) skips(o *operation) bool {
	return s.Skip != nil && !slices.ContainsFunc(o.reads(), func(what string) bool { return !s.Skip(what) })
}

// skipped are the gaps of the calls that nobody needs.
func (s *scan) skipped() (gaps []model.Gap) {
	for _, o := range registry() {
		if s.skips(&o) {
			for _, what := range o.reads() {
				gaps = append(
					gaps,
					model.Gap{
						Collection: what,
						Reason:     model.NotAsked,
						Detail:     sentence(o.service, o.name, statusSkipped, nil),
					},
				)
			}
		}
	}
	return gaps
}

// gapsOf turns failed calls into gaps. A call that reads attributes of one resource leaves
// those unknown; it is a gap only when no such call succeeded, as then a permission lacks.
func gapsOf(calls []model.Call) []model.Gap {
	succeeded := map[string]bool{}
	for _, c := range calls {
		if c.Status == statusOK || c.Status == statusAbsent {
			succeeded[c.Region+c.Service+c.Operation] = true
		}
	}
	var gaps []model.Gap
	for _, c := range calls {
		o := find(c.Service, c.Operation)
		if o == nil || c.Status == statusOK || c.Status == statusAbsent || c.Status == statusCanceled {
			continue
		}
		detail := c.Detail
		if c.Region != "" {
			detail += fmt.Sprintf(" (%s)", c.Region)
		}
		for _, collection := range o.collections {
			gaps = append(gaps, model.Gap{Collection: collection, Reason: reasonOf(c.Status), Detail: detail})
		}
		if len(o.collections) == 0 && !succeeded[c.Region+c.Service+c.Operation] {
			gaps = append(
				gaps,
				model.Gap{Collection: c.Service + " " + c.Operation, Reason: reasonOf(c.Status), Detail: detail},
			)
		}
	}
	return gaps
}
