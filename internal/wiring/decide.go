package wiring

import "github.com/archcheck/archcheck/internal/model"

// Every is true if all are. One that is known to be false decides, whatever else is not known.
func Every(values ...model.Value[bool]) model.Value[bool] { return decide(values, false) }

// Some is true if any is. One that is known to be true decides, whatever else is not known.
func Some(values ...model.Value[bool]) model.Value[bool] { return decide(values, true) }

// decide is what one known value gives if any has it, else unknown if any is, else the opposite.
func decide(values []model.Value[bool], decisive bool) model.Value[bool] {
	var open *model.Why
	for _, v := range values {
		switch value, known := v.Get(); {
		case known && value == decisive:
			return v
		case !known && (open == nil || v.Why().Outweighs(*open)):
			why := v.Why()
			open = &why
		}
	}
	if open != nil {
		return model.Unknown[bool](*open)
	}
	return model.Known(!decisive)
}

// Not turns a value round; an unknown one stays unknown.
func Not(v model.Value[bool]) model.Value[bool] {
	if b, known := v.Get(); known {
		return model.Known(!b)
	}
	return v
}
