from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("Messaging")

    def ready(self) -> None:
        from customers import consents, erasing, merging
        from messaging import channels, checks, confirming, contact, copying, facets, roles, wiring  # noqa: F401  # checks register themselves
        from messaging import erasing as forgetting
        from messaging.channels.calls import CALLS
        from messaging.channels.chat import CHAT
        from messaging.channels.email import EMAIL
        from messaging.channels.letter import LETTER
        from messaging.channels.sms import SMS
        from messaging.merging import move_messages
        from messaging.suppressing import follow_consent

        for channel in (EMAIL, SMS, CHAT, CALLS, LETTER):
            channels.register(channel)
        copying.register_sections()
        facets.register()
        erasing.register(erasing.Part("messaging", forgetting.erase, tells=forgetting.tells))
        consents.on_changed(follow_consent)
        consents.confirm_first(confirming.is_first)
        consents.on_asked(confirming.ask)
        merging.register("messaging", move_messages, yields=("messaging.Pause", "messaging.Frequency"))
        contact.register()
        roles.register()
        wiring.register()
