package plan

import "github.com/archcheck/archcheck/internal/model"

// isSet reports whether a setting that an account has once in each region, such as encryption by
// default, is turned on where a resource is. Who may be of another region or account leaves it open.
func (l *linker) isSet(in *instance, typ string, says func(setting *instance) model.Value[bool]) model.Value[bool] {
	var any []model.Value[bool]
	for _, setting := range l.byType[typ] {
		any = append(any, model.Every(l.standTogether(setting, in), says(setting)))
	}
	return model.Some(any...)
}

// standTogether reports whether two resources are in one region of one account.
func (l *linker) standTogether(a, b *instance) model.Value[bool] {
	return model.Every(l.inSameRegion(a, b), l.inSameAccount(a, b))
}

// inSameRegion compares where two resources are: of one provider configuration and without a
// region of their own they are in one region, whichever it is.
func (l *linker) inSameRegion(a, b *instance) model.Value[bool] {
	if own := "region"; l.provider(a) != "" && l.provider(a) == l.provider(b) && !a.isWritten(own) &&
		!b.isWritten(own) {
		return model.Known(true)
	}
	return model.Equal(l.region(a), l.region(b))
}

// inSameAccount compares whose two resources are: of provider configurations that sign in alike they
// are of one account, whichever it is.
func (l *linker) inSameAccount(a, b *instance) model.Value[bool] {
	if key := l.signInOf(a); key != "" && key == l.signInOf(b) {
		return model.Known(true)
	}
	return model.Equal(l.account(a), l.account(b))
}
