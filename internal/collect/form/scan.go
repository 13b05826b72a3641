package form

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// RegistryScanning is how an ECR registry scans, for all of its repositories.
type RegistryScanning struct {
	// Enhanced scanning leaves repositories no say of their own.
	Enhanced model.Value[bool]
	// Filters are those of the rules that scan what is pushed; * is any text, and a filter
	// without it is any name that contains it.
	Filters model.List[string]
}

// OnPush is whether images of a repository are scanned when they are pushed: by its own
// setting, unless enhanced scanning overrides that, or by a rule of the registry.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
func (s RegistryScanning) OnPush(name model.Value[string], own model.Value[bool]) model.Value[bool] {
	repository, isKnown := name.Get()
	for _, filter := range s.Filters.Items() {
		if isKnown && matches(filter, repository) || strings.Trim(filter, "*") == "" {
			return model.Known(true)
		}
	}
	enhanced, enhancedKnown := s.Enhanced.Get()
	switch {
	case enhancedKnown && !enhanced && own.Or(false):
		return own
	case !s.Filters.IsWhole():
		return model.Unknown[bool](s.Filters.Why())
	case !isKnown && len(s.Filters.Items()) > 0:
		return model.Unknown[bool](name.Why())
	case enhancedKnown && enhanced:
		return model.Known(false)
	case !enhancedKnown && own.Or(true):
		return model.Unknown[bool](s.Enhanced.Why())
	}
	return own
}

// matches reports whether a filter fits a name.
func matches(filter, name string) bool {
	parts := strings.Split(filter, "*")
	if len(parts) == 1 {
		return strings.Contains(name, filter)
	}
	first, last := parts[0], parts[len(parts)-1]
	if !strings.HasPrefix(name, first) || !strings.HasSuffix(name[len(first):], last) {
		return false
	}
	name = name[len(first) : len(name)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		_, rest, found := strings.Cut(name, part)
		if !found {
			return false
		}
		name = rest
	}
	return true
}
