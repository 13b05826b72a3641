package resolve

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// IsSet reports whether a setting that an account has once in each region, such as encryption by
// default, is turned on where a resource is. Who may be of another region or account leaves it open.
func (l *Linker) IsSet(
	in *read.Instance,
	typ string,
	says func(setting *read.Instance) model.Value[bool],
) model.Value[bool] {
	var any []model.Value[bool]
	for _, setting := range l.ByType[typ] {
		any = append(any, model.Every(l.StandTogether(setting, in), says(setting)))
	}
	return model.Some(any...)
}

// StandTogether reports whether two resources are in one region of one account.
func (l *Linker) StandTogether(a, b *read.Instance) model.Value[bool] {
	return model.Every(l.inSameRegion(a, b), l.InSameAccount(a, b))
}

// inSameRegion compares where two resources are: of one provider configuration and without a
// region of their own they are in one region, whichever it is.
func (l *Linker) inSameRegion(a, b *read.Instance) model.Value[bool] {
	if own := "region"; l.provider(a) != "" && l.provider(a) == l.provider(b) && !a.IsWritten(own) &&
		!b.IsWritten(own) {
		return model.Known(true)
	}
	return model.Equal(l.Region(a), l.Region(b))
}

// InSameAccount compares whose two resources are: of provider configurations that sign in alike they
// are of one account, whichever it is.
func (l *Linker) InSameAccount(a, b *read.Instance) model.Value[bool] {
	if key := l.signInOf(a); key != "" && key == l.signInOf(b) {
		return model.Known(true)
	}
	return model.Equal(l.Account(a), l.Account(b))
}
