from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("Messaging")

    def ready(self) -> None:
        from customers import consents, erasing, merging
        from messaging import channels, copying, roles, wiring
        from messaging import erasing as forgetting
        from messaging.channels.email import EMAIL
        from messaging.merging import move_messages
        from messaging.suppressing import follow_consent

        channels.register(EMAIL)
        copying.register_sections()
        erasing.register(erasing.Part("messaging", forgetting.erase, tells=forgetting.tells))
        consents.on_changed(follow_consent)
        merging.register("messaging", move_messages)
        roles.register()
        wiring.register()
